-- What the schema language cannot say ------------------------------------------------------------

-- Alarms ring only in calendars that are open: those that wait in a closed one are not even looked at.
DROP INDEX "handoff_alarm_at";
CREATE INDEX "handoff_alarm_at" ON "handoff" ("calendar_id", "alarm_at", "id") WHERE "alarm_at" IS NOT NULL;
