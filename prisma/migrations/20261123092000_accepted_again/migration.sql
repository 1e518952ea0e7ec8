-- What the schema language cannot say
-- The few leads that sales accepted more than once: what became of them is told by the last round only.
CREATE INDEX "handoff_accepted_again" ON "handoff" ("lead_id") WHERE "state" = 'accepted' AND "round" > 1;
