output "email" {
  description = "Of the service account: for the VM, or for the annotation of the Kubernetes service account."
  value       = google_service_account.exporter.email
}

output "projects" {
  description = "For --google.project-ids."
  value       = join(",", local.projects)
}

output "retry_email" {
  description = "Of the account that restarts failed backfills; null where there is none."
  value       = var.retry ? google_service_account.retry[0].email : null
}
