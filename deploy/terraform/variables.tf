variable "project" {
  description = "Project that the service account belongs to; its streams are watched."
  type        = string
}

variable "watched_projects" {
  description = "More projects whose streams are watched."
  type        = list(string)
  default     = []
}

variable "name" {
  description = "Name of the service account."
  type        = string
  default     = "datastream-exporter"
}

variable "kubernetes_namespace" {
  description = "Namespace of the exporter on a GKE cluster of the project; null where it does not run on GKE."
  type        = string
  default     = null
}

variable "operators" {
  description = "Who may start and stop backfills, such as group:data@example.com."
  type        = list(string)
  default     = []
}

variable "retry" {
  description = "Create an account that restarts failed backfills on a schedule."
  type        = bool
  default     = false
}

variable "retry_name" {
  description = "Name of that account."
  type        = string
  default     = "datastream-backfill-retry"
}
