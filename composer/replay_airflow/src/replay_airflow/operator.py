"""The task that runs a command of the replay on Dataflow, to its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from airflow.providers.google.cloud.links.dataflow import DataflowJobLink
from airflow.providers.google.cloud.operators.dataflow import DataflowStartFlexTemplateOperator
from googleapiclient.errors import HttpError  # type: ignore[import-untyped]

from replay_airflow import names, template
from replay_airflow.compat import AirflowException, Context
from replay_airflow.decide import Decision, Step, decide, may_repeat
from replay_airflow.failure import RUN_KEY, MayRetry, NeedsPerson, message
from replay_airflow.jobs import active_job
from replay_airflow.links import ReceiptLink
from replay_airflow.receipt import Folder, Receipt, read_receipt
from replay_airflow.request import Kind, Request, request
from replay_airflow.settings import Settings
from replay_airflow.storage import run_folder

_REFUSED = 400
_CONFLICT = 409


class ReplayOperator(DataflowStartFlexTemplateOperator):
    """Starts, resumes or waits for the run that its parameters ask for, and returns its summary.

    The run's id and the job's name follow from the DAG run and the parameters, so a retried or a
    cleared task finds what was begun: it launches nothing for a run that is good or at work,
    resumes one that was cut off, and begins another attempt of one that had ended badly.

    :param kind: run, plan or apply
    :param window: ``from`` and ``to``; default: those of the DAG run's parameters
    :param plan: the summary of the plan to apply
    """

    template_fields: Sequence[str] = ("window", "plan", "location", "project_id", "gcp_conn_id")
    operator_extra_links = (DataflowJobLink(), ReceiptLink())  # type: ignore[assignment]

    def __init__(
        self,
        *,
        kind: Kind,
        settings: Settings,
        window: Any = None,
        plan: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            body={},
            location=settings.region,
            project_id=settings.project,
            gcp_conn_id=settings.gcp_conn_id,
            append_job_name=False,
            wait_until_finished=True,
            deferrable=False,
            poll_sleep=settings.poll_seconds,
            **kwargs,
        )
        self.kind: Kind = kind
        self.settings = settings
        self.window = window
        self.plan = plan

    def execute(self, context: Context) -> dict[str, Any]:
        wanted = self._request(context)
        decision = decide(
            wanted.kind, wanted.first_id, lambda run: self._folder(wanted, run), self._active
        )
        self.log.info("Run %s: %s", decision.run, decision.step.value)
        self._tell(context, wanted, decision.run)
        broke = self._carry_out(context, wanted, decision)
        receipt = read_receipt(self._folder(wanted, decision.run), decision.run)
        return self._concluded(context, receipt, broke)

    def _request(self, context: Context) -> Request:
        params = context["params"]
        window = self.window or {"from": params["from"], "to": params["to"]}
        asked_by = (context["ti"].dag_id, context["ti"].run_id)
        plan = self.plan["run"] if self.plan else ""
        return request(
            self.kind, params, window, asked_by=asked_by, settings=self.settings, plan=plan
        )

    def _carry_out(
        self, context: Context, wanted: Request, decision: Decision
    ) -> AirflowException | None:
        """Does the step, until its job is over. What broke is told by the receipt, if it can."""
        try:
            if decision.step is Step.WAIT:
                self._wait(context, decision.job, decision.run)
            elif decision.step is not Step.DONE:
                self._launch(context, wanted, decision)
        except NeedsPerson:
            raise
        except AirflowException as e:
            return e
        return None

    def _launch(self, context: Context, wanted: Request, decision: Decision) -> None:
        run = decision.run
        starts = decision.step is Step.START
        self.body = template.body(
            self.settings,
            wanted.kind if starts else "resume",
            names.job_name(run),
            wanted.start(run) if starts else wanted.resume(run),
            {"replay-kind": wanted.kind},
        )
        try:
            # Not the base's execute: Airflow warns of one that another calls.
            self.job = self.hook.start_flex_template(
                body=self.body,
                location=self.location,
                project_id=self.project_id,
                on_new_job_callback=lambda job: self._has_begun(context, job),
            )
        except HttpError as e:
            if e.resp.status == _REFUSED:
                # E.g. a parameter that the template does not take: every try would end the same.
                self._tell(context, wanted, run, refused=e.reason)
                raise NeedsPerson(f"Dataflow refused the launch of {run}: {e.reason}") from e
            # An answer that was lost, or another try of this task: the job is there.
            job = self._active(names.job_name(run)) if e.resp.status == _CONFLICT else ""
            if not job:
                raise
            self._wait(context, job, run)

    def _tell(self, context: Context, wanted: Request, run: str, refused: str = "") -> None:
        """What the task is about, also for those who are told of its failure."""
        about = {"state": wanted.state, "run": run, "refused": refused}
        context["ti"].xcom_push(key=RUN_KEY, value=about)

    def _wait(self, context: Context, job: str, run: str) -> None:
        self._has_begun(
            context, {"id": job, "projectId": self.project_id, "location": self.location}
        )
        self.hook.wait_for_done(
            job_name=names.job_name(run),
            location=self.location,
            project_id=self.project_id,
            job_id=job,
        )

    def _has_begun(self, context: Context, job: dict[str, str]) -> None:
        """Now there is something to open, and to cancel if the task is killed."""
        self.job = job
        DataflowJobLink.persist(
            context=context, project_id=self.project_id, region=self.location, job_id=job["id"]
        )

    def _concluded(
        self, context: Context, receipt: Receipt, broke: AirflowException | None
    ) -> dict[str, Any]:
        summary = receipt.summary()
        context["ti"].xcom_push(key="verdict", value=receipt.verdict)
        context["ti"].xcom_push(key=ReceiptLink.key, value=receipt.link)
        if not receipt.is_good:
            failure = MayRetry if may_repeat(self.kind, receipt) else NeedsPerson
            raise failure(message(receipt)) from broke
        if self.plan and (wrong := receipt.deviation(self.plan)):
            raise NeedsPerson(wrong)
        self.log.info("%s", summary)
        return summary

    def _folder(self, wanted: Request, run: str) -> Folder:
        return run_folder(wanted.state, run, self.gcp_conn_id)

    def _active(self, job: str) -> str:
        return active_job(self.hook, self.project_id, self.location, job)
