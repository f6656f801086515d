"""What every document is made with: the typesetter with its fonts, and a safe workbook. Knows no subject."""
