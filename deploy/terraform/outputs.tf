output "email" {
  description = "Of the service account: for the VM, or for the annotation of the Kubernetes service account."
  value       = google_service_account.exporter.email
}

output "projects" {
  description = "For --google.project-ids."
  value       = join(",", local.projects)
}
