"""Every error the product raises on purpose. Each message says what was expected, what was found and what to do next.

BuurtbeeldError
├── DeliveryError            a delivered file or its descriptor
│   ├── DescriptorError      the descriptor cannot be understood
│   └── FileRefused          the file cannot be read; the rest of the delivery still loads
├── BuildError               the build as a whole
│   ├── CheckFailed          a rule of queries/checks has offenders; nothing is published
│   └── BuildRunning         another build holds the lock
├── WarehouseError           reading the warehouse
│   ├── NoWarehouse          nothing has been published yet
│   ├── UnknownQuestion      no such file in queries/
│   └── QueryTooLong         stopped by its timer
├── AnalysisError            an analyst's own question, answered in a locked process
│   ├── QuestionRefused      not one SELECT, or it asks for more than tables; nothing was run
│   ├── QuestionFaulty       the database's own sentence, with the place in the question
│   ├── QuestionTooHeavy     stopped by the limit on time or memory
│   ├── QuestionCancelled    stopped by who asked it
│   ├── TooManyQuestions     no place came free in time
│   ├── ParameterRefused     a parameter that the question does not have, lacks, or cannot use
│   └── SandboxBroken        the process itself ended or did not start
├── RegisterError            what people record
│   ├── RegisterUnavailable  cannot be opened, read or written now; nothing was changed
│   ├── ChangedMeanwhile     a colleague changed the record after it was read; nothing was overwritten
│   ├── RemarkRefused        the text may lead to a person, or is empty or too long
│   ├── DateRefused          a day that a record cannot have
│   ├── QueryNotKept         an SQL that is empty or too long, or somebody else's
│   ├── PersonRefused        somebody cannot be invited or changed so
│   ├── ValueRefused         a number, a choice or a reference that a record cannot have
│   ├── PhotoRefused         a file that is no photo, or too large a one
│   └── BackupRefused        a file that is no whole backup, or cannot be written
├── NothingSafe              nothing can be shown to this recipient without leading to somebody
├── SettingError             a setting cannot be used
└── AccessDenied             the visitor may not see this
"""

from __future__ import annotations


class BuurtbeeldError(Exception):
    """Root of the family: catch this at a door (command line, ui/query.py), nowhere else."""


class DeliveryError(BuurtbeeldError): ...


class DescriptorError(DeliveryError): ...


class FileRefused(DeliveryError): ...


class BuildError(BuurtbeeldError): ...


class CheckFailed(BuildError): ...


class BuildRunning(BuildError): ...


class WarehouseError(BuurtbeeldError): ...


class NoWarehouse(WarehouseError): ...


class UnknownQuestion(WarehouseError): ...


class QueryTooLong(WarehouseError): ...


class AnalysisError(BuurtbeeldError): ...


class _AtPlace(AnalysisError):
    """sentence: what is wrong; position: the character of the question it is about, None where nobody knows."""

    def __init__(self, sentence: str, position: int | None = None, sql: str = "") -> None:
        super().__init__(sentence if position is None else f"{sentence}\n{marked(sql, position)}")
        self.sentence, self.position, self.sql = sentence, position, sql


class QuestionRefused(_AtPlace): ...


class QuestionFaulty(_AtPlace): ...


class QuestionTooHeavy(AnalysisError):
    """what: time or memory."""

    def __init__(self, message: str, what: str) -> None:
        super().__init__(message)
        self.what = what


class QuestionCancelled(AnalysisError): ...


class TooManyQuestions(AnalysisError): ...


class ParameterRefused(AnalysisError): ...


class SandboxBroken(AnalysisError): ...


class RegisterError(BuurtbeeldError): ...


class RegisterUnavailable(RegisterError): ...


class ChangedMeanwhile(RegisterError):
    """now: the record as it stands, None when it was removed."""

    def __init__(self, message: str, now: object = None) -> None:
        super().__init__(message)
        self.now = now


class RemarkRefused(RegisterError):
    """reason: one of buurtbeeld.register.remarks.REASONS; field: the name of the field it stood in."""

    def __init__(self, reason: str, field: str = "remark") -> None:
        super().__init__(
            f"Expected in {field} a short text that leads to nobody, found: {reason}. Write it differently."
        )
        self.reason, self.field = reason, field


class DateRefused(RegisterError): ...


class PersonRefused(RegisterError):
    """reason: one of buurtbeeld.register.people.REASONS."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class ValueRefused(RegisterError): ...


class PhotoRefused(RegisterError): ...


class BackupRefused(RegisterError): ...


class QueryNotKept(RegisterError):
    """reason: empty, long or owner."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Expected an SQL of one's own, not empty and not too long; found: {reason}. Nothing was kept."
        )
        self.reason = reason


class NothingSafe(BuurtbeeldError): ...


class DocumentError(BuurtbeeldError):
    """A page could not be typeset, or its file not written."""


class SettingError(BuurtbeeldError): ...


class AccessDenied(BuurtbeeldError):
    """reason: one of buurtbeeld.access.REASONS, from which a page makes its sentence."""

    def __init__(self, message: str, reason: str = "role") -> None:
        super().__init__(message)
        self.reason = reason


def marked(text: str, position: int) -> str:
    """The line of text that holds this character, and below it a caret: `line 2: where x = 1` and `^` under the x."""
    before = text[:position]
    number, start = before.count("\n") + 1, before.rfind("\n") + 1
    end = text.find("\n", position)
    head = f"line {number}: "
    line = text[start : None if end < 0 else end].replace("\t", " ")
    return f"{head}{line}\n{' ' * (len(head) + position - start)}^"


def of_system(error: OSError) -> str:
    """A sentence on a file that cannot be read or written; raises the error again where it is about no file."""
    if not error.filename:
        raise error
    return f"{error.filename}: {error.strerror}. Choose another place, or have its rights changed."
