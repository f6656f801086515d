"""Locked processes started ahead: a question finds one ready, and a bounded number run together. Knows no page."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from buurtbeeld import errors
from buurtbeeld.analysis.sandbox.worker import Answer, Limits, Worker

WAIT_SECONDS = 60.0
_TURN = 0.05


class RunningQuestion:
    """One question on its way: wait for it, look whether it is done, or stop it, all from any thread."""

    def __init__(self) -> None:
        self._lock, self._done = threading.Lock(), threading.Event()
        self._worker: Worker | None = None
        self._answer: Answer | None = None
        self._error: errors.AnalysisError | None = None
        self.cancelled = False
        self.began = time.monotonic()

    @property
    def done(self) -> bool:
        """Whether there is an answer or an error."""
        return self._done.is_set()

    @property
    def seconds(self) -> float:
        """Since it was asked."""
        return time.monotonic() - self.began

    def wait(self, seconds: float) -> bool:
        """Waits at most so long; whether it is done."""
        return self._done.wait(seconds)

    def cancel(self) -> None:
        """Ends the process that works on it; without effect once it is done."""
        with self._lock:
            self.cancelled = True
            if self._worker:
                self._worker.kill("cancelled")

    def answer(self) -> Answer:
        """Waits for it; raises what the question came to where that is no answer (see Worker.ask)."""
        self._done.wait()
        if self._error:
            raise self._error
        assert self._answer is not None
        return self._answer

    def assign(self, worker: Worker | None) -> None:
        """Says which process works on it. Raises QuestionCancelled when it was stopped before."""
        with self._lock:
            self._worker = worker
            if worker and self.cancelled:
                raise errors.QuestionCancelled("The question was stopped before it began. Ask again.")

    def settle(self, answer: Answer | None, error: errors.AnalysisError | None) -> None:
        """Ends the waiting."""
        self._answer, self._error = answer, error
        self._done.set()


class Pool:
    """Processes for one analysis file: `ready` idle ones are kept, at most limits.at_once work."""

    def __init__(self, file: Path, limits: Limits, ready: int = 1) -> None:
        self.file, self.limits, self._ready = file, limits, ready
        self._lock, self._room = threading.Lock(), threading.Semaphore(limits.at_once)
        self._closed = False
        self._idle = [Worker(file, limits) for _turn in range(ready)]

    def begin(self, sql: str, parameters: dict[str, object] | None = None, explain: bool = False) -> RunningQuestion:
        """Asks beside the caller, who goes on meanwhile."""
        running = RunningQuestion()
        threading.Thread(
            target=self._settle, args=(running, sql, parameters or {}, explain), name="analysis", daemon=True
        ).start()
        return running

    def ask(self, sql: str, parameters: dict[str, object] | None = None, explain: bool = False) -> Answer:
        """Asks and waits; raises as Worker.ask does, and TooManyQuestions when no place came free in WAIT_SECONDS."""
        running = RunningQuestion()
        self._settle(running, sql, parameters or {}, explain)
        return running.answer()

    def process_ids(self) -> list[int]:
        """Of the idle processes."""
        with self._lock:
            return [worker.process_id for worker in self._idle]

    def close(self) -> None:
        """Ends the idle processes; those at work end when their question does."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()

    def _settle(self, running: RunningQuestion, sql: str, parameters: dict[str, object], explain: bool) -> None:
        answer: Answer | None = None
        # What goes wrong unforeseen ends this thread and stands in the log; whoever waits must hear of it too.
        outcome: errors.AnalysisError | None = errors.SandboxBroken("The question ended without an answer. Ask again.")
        try:
            answer, outcome = self._answer(running, sql, parameters, explain), None
        except errors.AnalysisError as error:
            outcome = error
        finally:
            running.settle(answer, outcome)

    def _answer(self, running: RunningQuestion, sql: str, parameters: dict[str, object], explain: bool) -> Answer:
        self._wait_for_turn(running)
        worker = None
        try:
            worker = self._idle_worker()
            running.assign(worker)
            return worker.ask(sql, parameters, explain)
        finally:
            running.assign(None)
            self._give_back(worker)
            self._room.release()

    def _wait_for_turn(self, running: RunningQuestion) -> None:
        until = time.monotonic() + WAIT_SECONDS
        while not self._room.acquire(timeout=_TURN):
            if running.cancelled:
                raise errors.QuestionCancelled("The question was stopped before it began. Ask again.")
            if time.monotonic() > until:
                raise errors.TooManyQuestions(
                    f"{self.limits.at_once} other questions ran for {WAIT_SECONDS:.0f} s. Try again later."
                )

    def _idle_worker(self) -> Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop(0)
                if worker.usable:
                    return worker
                worker.close()
        return Worker(self.file, self.limits)

    def _give_back(self, worker: Worker | None) -> None:
        if worker is None:
            return
        with self._lock:
            if worker.usable and not self._closed and len(self._idle) < max(self._ready, 1):
                self._idle.insert(0, worker)
                return
        worker.close()
        # The next question finds one that is already on its way.
        with self._lock:
            if not self._closed and len(self._idle) < self._ready:
                self._idle.append(Worker(self.file, self.limits))
