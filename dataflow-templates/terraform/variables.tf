variable "project" {
  description = "The project of jobs, workflow and scheduler."
  type        = string
}

variable "region" {
  description = "Where they are, e.g. europe-west1. The lake, the state and the warehouse belong there too."
  type        = string
}

variable "templates" {
  description = "The folder of the templates, e.g. gs://my-bucket/templates."
  type        = string
}

variable "buckets" {
  description = "The buckets of the lake, of the state, of the templates, and of Dataflow's staging."
  type        = list(string)
}

variable "model" {
  description = "The model: a built-in one's name, or a gs:// folder."
  type        = string
}

variable "input" {
  description = "The root of the model's source paths, or a JSON array of <source>=<root>."
  type        = string
}

variable "warehouse" {
  description = "The warehouse, bigquery:<project>.<dataset prefix>."
  type        = string
}

variable "state" {
  description = "The folder of runs and published files, e.g. gs://my-bucket/state."
  type        = string
}

variable "max_workers" {
  description = "The most workers of a job."
  type        = number
  default     = 10
}

variable "schedule" {
  description = "When, in cron's form, in UTC."
  type        = string
  default     = "0 5 * * *"
}
