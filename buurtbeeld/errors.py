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
├── RegisterError            what people record
│   ├── RegisterUnavailable  cannot be opened, read or written now; nothing was changed
│   ├── ChangedMeanwhile     a colleague changed the record after it was read; nothing was overwritten
│   ├── RemarkRefused        the text may lead to a person, or is empty or too long
│   ├── DateRefused          a day that a record cannot have
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
    """Root of the family: catch this at a door (command line, ui/asking.py), nowhere else."""


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


class NothingSafe(BuurtbeeldError): ...


class SettingError(BuurtbeeldError): ...


class AccessDenied(BuurtbeeldError):
    """reason: one of buurtbeeld.access.REASONS, from which a page makes its sentence."""

    def __init__(self, message: str, reason: str = "role") -> None:
        super().__init__(message)
        self.reason = reason
