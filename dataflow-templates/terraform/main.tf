# A nightly replay: Cloud Scheduler starts a workflow, which works out yesterday and launches the
# template of `run`. Scheduler alone posts the same body every night, and can't tell the date.

terraform {
  required_version = ">= 1.5"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  project = var.project
  region  = var.region
}

# What starts the workflow, and what the workflow launches templates as.
resource "google_service_account" "launcher" {
  account_id   = "replay-launcher"
  display_name = "Launches replays"
}

# What the jobs run as: the account needs the lake, the state and the warehouse.
resource "google_service_account" "worker" {
  account_id   = "replay-worker"
  display_name = "Runs replays"
}

resource "google_project_iam_member" "launcher" {
  for_each = toset(["roles/dataflow.developer", "roles/workflows.invoker", "roles/logging.logWriter"])
  project  = var.project
  role     = each.value
  member   = google_service_account.launcher.member
}

resource "google_service_account_iam_member" "launcher_as_worker" {
  service_account_id = google_service_account.worker.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.launcher.member
}

resource "google_project_iam_member" "worker" {
  for_each = toset([
    "roles/dataflow.worker",
    "roles/bigquery.dataEditor",
    "roles/bigquery.jobUser",
    "roles/artifactregistry.reader",
  ])
  project = var.project
  role    = each.value
  member  = google_service_account.worker.member
}

resource "google_storage_bucket_iam_member" "worker" {
  for_each = toset(var.buckets)
  bucket   = each.value
  role     = "roles/storage.objectUser"
  member   = google_service_account.worker.member
}

resource "google_storage_bucket_iam_member" "launcher" {
  for_each = toset(var.buckets)
  bucket   = each.value
  role     = "roles/storage.objectViewer"
  member   = google_service_account.launcher.member
}

resource "google_workflows_workflow" "nightly" {
  name            = "replay-nightly"
  region          = var.region
  service_account = google_service_account.launcher.id
  source_contents = templatefile("${path.module}/nightly.yaml", {
    region      = var.region
    templates   = var.templates
    model       = var.model
    input       = var.input
    warehouse   = var.warehouse
    state       = var.state
    max_workers = var.max_workers
    worker      = google_service_account.worker.email
  })
}

resource "google_cloud_scheduler_job" "nightly" {
  name      = "replay-nightly"
  region    = var.region
  schedule  = var.schedule
  time_zone = "UTC"

  retry_config {
    retry_count = 3
  }

  http_target {
    http_method = "POST"
    uri         = "https://workflowexecutions.googleapis.com/v1/${google_workflows_workflow.nightly.id}/executions"
    oauth_token {
      service_account_email = google_service_account.launcher.email
    }
  }
}
