-- Counting leads touches these indexes alone and not the rows: by creation for the cohort funnel, by the first entry into
-- each stage for the period's. They also serve the lists that they replace an index of.
DROP INDEX "lead_created_at_id_idx";
CREATE INDEX "lead_created" ON "lead" ("created_at", "id") INCLUDE ("status", "reached", "origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id");
DROP INDEX "lead_reached_qualified";
DROP INDEX "lead_reached_handed_off";
DROP INDEX "lead_reached_accepted";
DROP INDEX "lead_reached_deal";
DROP INDEX "lead_won";
CREATE INDEX "lead_reached_qualified" ON "lead" ("reached_qualified", "id") INCLUDE ("origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id") WHERE "reached_qualified" IS NOT NULL;
CREATE INDEX "lead_reached_handed_off" ON "lead" ("reached_handed_off", "id") INCLUDE ("origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id") WHERE "reached_handed_off" IS NOT NULL;
CREATE INDEX "lead_reached_accepted" ON "lead" ("reached_accepted", "id") INCLUDE ("origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id") WHERE "reached_accepted" IS NOT NULL;
CREATE INDEX "lead_reached_deal" ON "lead" ("reached_deal", "id") INCLUDE ("origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id") WHERE "reached_deal" IS NOT NULL;
CREATE INDEX "lead_won" ON "lead" ("won_at", "id") INCLUDE ("created_at", "accepted_at", "origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id") WHERE "won_at" IS NOT NULL;

-- A lead is won once: its customer and its revenue cannot count twice.
CREATE UNIQUE INDEX "deal_one_won" ON "deal" ("lead_id") WHERE "state" = 'won';
