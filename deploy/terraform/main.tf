# The Google service account that datastream-exporter acts as, with what it needs and nothing else.

terraform {
  required_version = ">= 1.5"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 5.0"
    }
  }
}

resource "google_service_account" "exporter" {
  project      = var.project
  account_id   = var.name
  display_name = "datastream-exporter"
  description  = "Reads Datastream streams and objects for Prometheus."
}

# Narrower than roles/datastream.viewer, which also shows connection profiles.
resource "google_project_iam_custom_role" "reader" {
  for_each    = toset(local.projects)
  project     = each.value
  role_id     = "datastreamExporter"
  title       = "Datastream exporter"
  description = "Discovers streams and lists their objects."
  permissions = [
    "datastream.locations.list",
    "datastream.objects.list",
    "datastream.streams.get",
    "datastream.streams.list",
  ]
}

resource "google_project_iam_member" "reader" {
  for_each = toset(local.projects)
  project  = each.value
  role     = google_project_iam_custom_role.reader[each.value].id
  member   = google_service_account.exporter.member
}

# The commands that start and stop backfills are for people: not for the service account of the exporter.
resource "google_project_iam_custom_role" "operator" {
  for_each    = length(var.operators) > 0 ? toset(local.projects) : []
  project     = each.value
  role_id     = "datastreamBackfillOperator"
  title       = "Datastream backfill operator"
  description = "Looks at objects, and starts and stops their backfills."
  permissions = [
    "datastream.locations.list",
    "datastream.objects.get",
    "datastream.objects.list",
    "datastream.objects.startBackfillJob",
    "datastream.objects.stopBackfillJob",
    "datastream.streams.get",
    "datastream.streams.list",
  ]
}

resource "google_project_iam_member" "operator" {
  for_each = {
    for pair in setproduct(local.projects, var.operators) : join(" ", pair) => { project = pair[0], member = pair[1] }
  }
  project = each.value.project
  role    = google_project_iam_custom_role.operator[each.value.project].id
  member  = each.value.member
}

# Whoever restarts failed backfills on a schedule has an account of its own; the exporter's only reads.
resource "google_service_account" "retry" {
  count        = var.retry ? 1 : 0
  project      = var.project
  account_id   = var.retry_name
  display_name = "datastream-exporter backfill retry"
  description  = "Restarts failed Datastream backfills."
}

resource "google_project_iam_custom_role" "retry" {
  for_each    = var.retry ? toset(local.projects) : []
  project     = each.value
  role_id     = "datastreamBackfillRetry"
  title       = "Datastream backfill retry"
  description = "Lists the objects of named streams, and starts backfills."
  permissions = [
    "datastream.objects.get",
    "datastream.objects.list",
    "datastream.objects.startBackfillJob",
  ]
}

resource "google_project_iam_member" "retry" {
  for_each = var.retry ? toset(local.projects) : []
  project  = each.value
  role     = google_project_iam_custom_role.retry[each.value].id
  member   = google_service_account.retry[0].member
}

resource "google_service_account_iam_member" "retry_workload_identity" {
  count              = var.retry && var.kubernetes_namespace != null ? 1 : 0
  service_account_id = google_service_account.retry[0].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[${var.kubernetes_namespace}/datastream-backfill-retry]"
}

# On GKE the pods act as the service account, without a key.
resource "google_service_account_iam_member" "workload_identity" {
  count              = var.kubernetes_namespace == null ? 0 : 1
  service_account_id = google_service_account.exporter.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[${var.kubernetes_namespace}/datastream-exporter]"
}

resource "google_project_service" "datastream" {
  for_each           = toset(local.projects)
  project            = each.value
  service            = "datastream.googleapis.com"
  disable_on_destroy = false
}

locals {
  projects = distinct(concat([var.project], var.watched_projects))
}
