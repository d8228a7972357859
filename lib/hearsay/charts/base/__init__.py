"""What all charts share: the sheet, the picture that reports itself, type and colours, rows, columns of bars, lanes of dots."""
