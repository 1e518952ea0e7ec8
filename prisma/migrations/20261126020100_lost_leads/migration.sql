-- What the schema language cannot say
-- Whose the leads are that were lost in a period: not looked up one by one. Only leads that were lost are in it.
CREATE INDEX "lead_lost" ON "lead" ("lost_at", "id") INCLUDE ("assignee_id") WHERE "lost_at" IS NOT NULL;
