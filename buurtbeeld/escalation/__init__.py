"""Which step helps at which moment."""
