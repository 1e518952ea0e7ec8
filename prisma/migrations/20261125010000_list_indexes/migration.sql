-- The indexes of the list of leads hold what its filters and numbers read, so that a page is found among a million
-- without reading leads: a change of a lead writes to each of its indexes anyway (lead_updated), so this costs size alone.
DROP INDEX "lead_created";
DROP INDEX "lead_updated_at_id_idx";
DROP INDEX "lead_sort_name_id_idx";
DROP INDEX "lead_status_created_at_id_idx";
DROP INDEX "lead_grade_created_at_id_idx";
DROP INDEX "lead_channel_id_created_at_id_idx";
DROP INDEX "lead_owner_id_created_at_id_idx";
DROP INDEX "lead_assignee_id_created_at_id_idx";
DROP INDEX "lead_region";
DROP INDEX "lead_campaign_id_created_at_id_idx";

-- In each order, everything: where filters let many through, a page is filled on the way.
CREATE INDEX "lead_created" ON "lead" ("created_at", "id") INCLUDE ("status", "reached", "origin", "grade", "channel_id", "campaign_id",
  "owner_id", "assignee_id", "region", "updated_at", "reached_qualified", "reached_handed_off", "reached_accepted", "reached_deal", "won_at", "customer_at");
CREATE INDEX "lead_updated" ON "lead" ("updated_at", "id") INCLUDE ("status", "reached", "origin", "grade", "channel_id", "campaign_id",
  "owner_id", "assignee_id", "region", "created_at", "reached_qualified", "reached_handed_off", "reached_accepted", "reached_deal", "won_at", "customer_at");
CREATE INDEX "lead_name" ON "lead" ("sort_name", "id") INCLUDE ("status", "reached", "origin", "grade", "channel_id", "campaign_id",
  "owner_id", "assignee_id", "region", "created_at", "reached_qualified", "reached_handed_off", "reached_accepted", "reached_deal", "won_at", "customer_at");

-- Of each frequent value, the others: where filters that many leads fit seldom meet, all that fit are found in one of these.
CREATE INDEX "lead_status" ON "lead" ("status", "created_at", "id") INCLUDE ("updated_at", "reached", "origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id", "region");
CREATE INDEX "lead_grade" ON "lead" ("grade", "created_at", "id") INCLUDE ("updated_at", "status", "reached", "origin", "channel_id", "campaign_id", "owner_id", "assignee_id", "region");
CREATE INDEX "lead_channel" ON "lead" ("channel_id", "created_at", "id") INCLUDE ("updated_at", "status", "reached", "origin", "grade", "campaign_id", "owner_id", "assignee_id", "region");
CREATE INDEX "lead_campaign" ON "lead" ("campaign_id", "created_at", "id") INCLUDE ("updated_at", "status", "reached", "origin", "grade", "channel_id", "owner_id", "assignee_id", "region");
CREATE INDEX "lead_owner" ON "lead" ("owner_id", "created_at", "id") INCLUDE ("updated_at", "status", "reached", "origin", "grade", "channel_id", "campaign_id", "assignee_id", "region");
CREATE INDEX "lead_assignee" ON "lead" ("assignee_id", "created_at", "id") INCLUDE ("updated_at", "status", "reached", "origin", "grade", "channel_id", "campaign_id", "owner_id", "region");
CREATE INDEX "lead_region" ON "lead" ("region", "created_at", "id") INCLUDE ("updated_at", "status", "reached", "origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id");

-- The same for numbers: what happened in a period, in any order and for any channel, region or person.
DROP INDEX "lead_reached_qualified";
DROP INDEX "lead_reached_handed_off";
DROP INDEX "lead_reached_accepted";
DROP INDEX "lead_reached_deal";
DROP INDEX "lead_won";
CREATE INDEX "lead_reached_qualified" ON "lead" ("reached_qualified", "id") INCLUDE ("created_at", "updated_at", "origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id", "region") WHERE "reached_qualified" IS NOT NULL;
CREATE INDEX "lead_reached_handed_off" ON "lead" ("reached_handed_off", "id") INCLUDE ("created_at", "updated_at", "origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id", "region") WHERE "reached_handed_off" IS NOT NULL;
CREATE INDEX "lead_reached_accepted" ON "lead" ("reached_accepted", "id") INCLUDE ("created_at", "updated_at", "origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id", "region") WHERE "reached_accepted" IS NOT NULL;
CREATE INDEX "lead_reached_deal" ON "lead" ("reached_deal", "id") INCLUDE ("created_at", "updated_at", "origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id", "region") WHERE "reached_deal" IS NOT NULL;
CREATE INDEX "lead_won" ON "lead" ("won_at", "id") INCLUDE ("created_at", "updated_at", "accepted_at", "origin", "grade", "channel_id", "campaign_id", "owner_id", "assignee_id", "region") WHERE "won_at" IS NOT NULL;

-- And for the lists of nurture.
DROP INDEX "lead_nurture_wake";
DROP INDEX "lead_nurture_quiet";
CREATE INDEX "lead_nurture_wake" ON "lead" ("nurture_wake_on", "id") INCLUDE ("created_at", "updated_at", "woken_by_touch_id", "owner_id", "grade", "channel_id", "campaign_id") WHERE "status" = 'nurture';
CREATE INDEX "lead_nurture_quiet" ON "lead" ("last_contact_at", "id") INCLUDE ("created_at", "updated_at", "owner_id", "grade", "channel_id", "campaign_id") WHERE "status" = 'nurture';
CREATE INDEX "lead_nurture_woken" ON "lead" ("nurture_wake_on", "id") WHERE "status" = 'nurture' AND "woken_by_touch_id" IS NOT NULL;

-- Pages that nobody has looked at since they changed are read for themselves: they are looked at sooner than by default,
-- after 20,000 new leads of a million or 50,000 changed ones.
ALTER TABLE "lead" SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);
