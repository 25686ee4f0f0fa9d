"""Pictures of what a check compared, as SVG: made here, for a report that loads nothing."""
