-- What the schema language cannot say ------------------------------------------------------------

-- What is offered to everyone, in its order: "assignee_id IS NULL" is no equality to the planner, so the index by
-- assignee does not give it sorted, and with 90,000 more urgent ones in somebody's hands the queue read all of them.
CREATE INDEX "handoff_pending_everyone" ON "handoff" ("due_at", "id") WHERE "state" = 'pending' AND "assignee_id" IS NULL;

-- Open questions of everybody, the longest waiting first.
CREATE INDEX "handoff_waiting" ON "handoff" ("asked_at", "id") WHERE "state" = 'pending' AND "asked_at" IS NOT NULL AND "answered_at" IS NULL;
