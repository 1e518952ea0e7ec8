-- What the schema language cannot say ------------------------------------------------------------

CREATE INDEX "contest_closed" ON "contest" ("settled_at", "id") WHERE "settled_at" IS NOT NULL;

-- A question's promise is counted by when it was asked; a head of marketing looks at everybody's returned leads.
CREATE INDEX "handoff_asked" ON "handoff" ("asked_at") WHERE "asked_at" IS NOT NULL;
CREATE INDEX "handoff_rejected_unseen" ON "handoff" ("decided_at", "id") WHERE "state" = 'rejected' AND "seen_at" IS NULL;
