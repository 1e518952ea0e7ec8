-- CreateEnum
CREATE TYPE "rollup_dimension" AS ENUM ('none', 'channel', 'campaign', 'origin', 'grade', 'owner', 'assignee', 'region', 'status');

-- AlterTable
ALTER TABLE "lead" ADD COLUMN     "customer_at" TIMESTAMPTZ(3),
ADD COLUMN     "revenue" DECIMAL(14,2);

-- CreateTable
CREATE TABLE "lead_change" (
    "sign" SMALLINT NOT NULL,
    "channel_id" INTEGER,
    "campaign_id" INTEGER,
    "owner_id" INTEGER,
    "assignee_id" INTEGER,
    "region" TEXT,
    "origin" "origin" NOT NULL,
    "grade" "grade",
    "status" "lead_status" NOT NULL,
    "reached" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "status_since" TIMESTAMPTZ(3) NOT NULL,
    "last_contact_at" TIMESTAMPTZ(3),
    "qualified_at" TIMESTAMPTZ(3),
    "handed_off_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "deal_at" TIMESTAMPTZ(3),
    "won_at" TIMESTAMPTZ(3),
    "lost_at" TIMESTAMPTZ(3),
    "reached_qualified" TIMESTAMPTZ(3),
    "reached_handed_off" TIMESTAMPTZ(3),
    "reached_accepted" TIMESTAMPTZ(3),
    "reached_deal" TIMESTAMPTZ(3),
    "customer_at" TIMESTAMPTZ(3),
    "revenue" DECIMAL(14,2)
);

-- CreateTable
CREATE TABLE "rollup" (
    "dimension" "rollup_dimension" NOT NULL,
    "monthly" BOOLEAN NOT NULL,
    "day" DATE NOT NULL,
    "key" TEXT,
    "parent" INTEGER,
    "leads" INTEGER NOT NULL DEFAULT 0,
    "reached_qualified" INTEGER NOT NULL DEFAULT 0,
    "reached_handed_off" INTEGER NOT NULL DEFAULT 0,
    "reached_accepted" INTEGER NOT NULL DEFAULT 0,
    "reached_deal" INTEGER NOT NULL DEFAULT 0,
    "reached_won" INTEGER NOT NULL DEFAULT 0,
    "closed" INTEGER NOT NULL DEFAULT 0,
    "hot" INTEGER NOT NULL DEFAULT 0,
    "warm" INTEGER NOT NULL DEFAULT 0,
    "cold" INTEGER NOT NULL DEFAULT 0,
    "graded" INTEGER NOT NULL DEFAULT 0,
    "marketing_leads" INTEGER NOT NULL DEFAULT 0,
    "hot_marketing_leads" INTEGER NOT NULL DEFAULT 0,
    "sales_leads" INTEGER NOT NULL DEFAULT 0,
    "cohort_accepted_marketing" INTEGER NOT NULL DEFAULT 0,
    "cohort_customers" INTEGER NOT NULL DEFAULT 0,
    "cohort_revenue" DECIMAL(16,2) NOT NULL DEFAULT 0,
    "cohort_marketing_revenue" DECIMAL(16,2) NOT NULL DEFAULT 0,
    "entered_qualified" INTEGER NOT NULL DEFAULT 0,
    "entered_handed_off" INTEGER NOT NULL DEFAULT 0,
    "entered_accepted" INTEGER NOT NULL DEFAULT 0,
    "entered_accepted_marketing" INTEGER NOT NULL DEFAULT 0,
    "entered_deal" INTEGER NOT NULL DEFAULT 0,
    "entered_won" INTEGER NOT NULL DEFAULT 0,
    "customers" INTEGER NOT NULL DEFAULT 0,
    "revenue" DECIMAL(16,2) NOT NULL DEFAULT 0,
    "marketing_revenue" DECIMAL(16,2) NOT NULL DEFAULT 0,
    "sales_revenue" DECIMAL(16,2) NOT NULL DEFAULT 0,
    "quiet_nurture" INTEGER NOT NULL DEFAULT 0,
    "in_status" INTEGER NOT NULL DEFAULT 0,
    "reached_qualified_30" INTEGER NOT NULL DEFAULT 0,
    "reached_handed_off_30" INTEGER NOT NULL DEFAULT 0,
    "reached_accepted_30" INTEGER NOT NULL DEFAULT 0,
    "reached_deal_30" INTEGER NOT NULL DEFAULT 0,
    "reached_won_30" INTEGER NOT NULL DEFAULT 0,
    "reached_qualified_60" INTEGER NOT NULL DEFAULT 0,
    "reached_handed_off_60" INTEGER NOT NULL DEFAULT 0,
    "reached_accepted_60" INTEGER NOT NULL DEFAULT 0,
    "reached_deal_60" INTEGER NOT NULL DEFAULT 0,
    "reached_won_60" INTEGER NOT NULL DEFAULT 0,
    "reached_qualified_90" INTEGER NOT NULL DEFAULT 0,
    "reached_handed_off_90" INTEGER NOT NULL DEFAULT 0,
    "reached_accepted_90" INTEGER NOT NULL DEFAULT 0,
    "reached_deal_90" INTEGER NOT NULL DEFAULT 0,
    "reached_won_90" INTEGER NOT NULL DEFAULT 0,
    "reached_qualified_180" INTEGER NOT NULL DEFAULT 0,
    "reached_handed_off_180" INTEGER NOT NULL DEFAULT 0,
    "reached_accepted_180" INTEGER NOT NULL DEFAULT 0,
    "reached_deal_180" INTEGER NOT NULL DEFAULT 0,
    "reached_won_180" INTEGER NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "rollup_cohort" (
    "dimension" "rollup_dimension" NOT NULL,
    "month" DATE NOT NULL,
    "key" TEXT,
    "parent" INTEGER,
    "stage" SMALLINT NOT NULL,
    "months" INTEGER NOT NULL,
    "n" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "rollup_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "time_zone" TEXT,

    CONSTRAINT "rollup_state_pkey" PRIMARY KEY ("id")
);

-- What the schema language cannot say ------------------------------------------------------------

CREATE UNIQUE INDEX "rollup_cell" ON "rollup" ("dimension", "monthly", "day", "key", "parent") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "rollup_cohort_cell" ON "rollup_cohort" ("dimension", "month", "key", "parent", "stage", "months") NULLS NOT DISTINCT;
-- The same rows are counted up again and again: room on their page keeps them there.
ALTER TABLE "rollup" SET (fillfactor = 70);
ALTER TABLE "rollup_cohort" SET (fillfactor = 70);
-- Emptied by every fold: its dead rows are to go soon.
ALTER TABLE "lead_change" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE "rollup_state" ADD CONSTRAINT "rollup_state_single" CHECK ("id" = 1);

-- A lead's customer and revenue are those of its one won deal. Its version and time of change stay: nobody edited it.
CREATE FUNCTION "deal_won_counted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE "lead" SET "customer_at" = d."closed_at", "revenue" = d."amount"
    FROM added d WHERE d."state" = 'won' AND "lead"."id" = d."lead_id";
    RETURN NULL;
  ELSIF TG_OP = 'DELETE' THEN
    -- The lead that is deleted with its deals takes its counts with it.
    UPDATE "lead" SET "customer_at" = NULL, "revenue" = NULL
    FROM removed d WHERE d."state" = 'won' AND "lead"."id" = d."lead_id";
    RETURN NULL;
  END IF;
  UPDATE "lead" SET "customer_at" = NULL, "revenue" = NULL
  FROM removed d
  WHERE d."state" = 'won' AND "lead"."id" = d."lead_id"
    AND NOT EXISTS (SELECT FROM "deal" w WHERE w."lead_id" = d."lead_id" AND w."state" = 'won');
  UPDATE "lead" SET "customer_at" = d."closed_at", "revenue" = d."amount"
  FROM added d
  WHERE d."state" = 'won' AND "lead"."id" = d."lead_id"
    AND ("lead"."customer_at", "lead"."revenue") IS DISTINCT FROM (d."closed_at", d."amount");
  RETURN NULL;
END $$;
CREATE TRIGGER "deal_won_counted_insert" AFTER INSERT ON "deal" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "deal_won_counted"();
CREATE TRIGGER "deal_won_counted_update" AFTER UPDATE ON "deal" REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "deal_won_counted"();
CREATE TRIGGER "deal_won_counted_delete" AFTER DELETE ON "deal" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deal_won_counted"();
UPDATE "lead" SET "customer_at" = d."closed_at", "revenue" = d."amount" FROM "deal" d WHERE d."lead_id" = "lead"."id" AND d."state" = 'won';

-- Statement by statement, so that a file of a million rows runs it once per batch and not once per row. An update is not
-- joined with what it was: what did not change cancels out in the sum, with any number of rows and any plan.
CREATE FUNCTION "lead_counted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "lead_change"
    SELECT 1,
      "channel_id", "campaign_id", "owner_id", "assignee_id", "region", "origin", "grade", "status", "reached",
      "created_at", "status_since", CASE WHEN "status" = 'nurture' THEN "last_contact_at" END AS "last_contact_at",
      "qualified_at", "handed_off_at", "accepted_at", "deal_at", "won_at", "lost_at", "reached_qualified",
      "reached_handed_off", "reached_accepted", "reached_deal", "customer_at", "revenue"
    FROM added;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "lead_change"
    SELECT -1,
      "channel_id", "campaign_id", "owner_id", "assignee_id", "region", "origin", "grade", "status", "reached",
      "created_at", "status_since", CASE WHEN "status" = 'nurture' THEN "last_contact_at" END AS "last_contact_at",
      "qualified_at", "handed_off_at", "accepted_at", "deal_at", "won_at", "lost_at", "reached_qualified",
      "reached_handed_off", "reached_accepted", "reached_deal", "customer_at", "revenue"
    FROM removed;
  ELSE
    INSERT INTO "lead_change"
    SELECT sum("sign"),
      "channel_id", "campaign_id", "owner_id", "assignee_id", "region", "origin", "grade", "status", "reached",
      "created_at", "status_since", "last_contact_at", "qualified_at", "handed_off_at", "accepted_at", "deal_at",
      "won_at", "lost_at", "reached_qualified", "reached_handed_off", "reached_accepted", "reached_deal",
      "customer_at", "revenue"
    FROM (
      SELECT -1 AS "sign", "id",
      "channel_id", "campaign_id", "owner_id", "assignee_id", "region", "origin", "grade", "status", "reached",
      "created_at", "status_since", CASE WHEN "status" = 'nurture' THEN "last_contact_at" END AS "last_contact_at",
      "qualified_at", "handed_off_at", "accepted_at", "deal_at", "won_at", "lost_at", "reached_qualified",
      "reached_handed_off", "reached_accepted", "reached_deal", "customer_at", "revenue"
      FROM removed
      UNION ALL
      SELECT 1, "id",
      "channel_id", "campaign_id", "owner_id", "assignee_id", "region", "origin", "grade", "status", "reached",
      "created_at", "status_since", CASE WHEN "status" = 'nurture' THEN "last_contact_at" END AS "last_contact_at",
      "qualified_at", "handed_off_at", "accepted_at", "deal_at", "won_at", "lost_at", "reached_qualified",
      "reached_handed_off", "reached_accepted", "reached_deal", "customer_at", "revenue"
      FROM added
    ) fact
    GROUP BY "id",
      "channel_id", "campaign_id", "owner_id", "assignee_id", "region", "origin", "grade", "status", "reached",
      "created_at", "status_since", "last_contact_at", "qualified_at", "handed_off_at", "accepted_at", "deal_at",
      "won_at", "lost_at", "reached_qualified", "reached_handed_off", "reached_accepted", "reached_deal",
      "customer_at", "revenue"
    HAVING sum("sign") <> 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "lead_counted_insert" AFTER INSERT ON "lead" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "lead_counted"();
CREATE TRIGGER "lead_counted_update" AFTER UPDATE ON "lead" REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "lead_counted"();
CREATE TRIGGER "lead_counted_delete" AFTER DELETE ON "lead" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "lead_counted"();

-- As long as nothing is folded, the changes are all there is and hold for any zone; so an empty company needs no
-- rebuild. A company that has leads already gets its rollups from the next worker.
INSERT INTO "rollup_state" ("id", "time_zone")
SELECT 1, CASE WHEN EXISTS (SELECT FROM "lead") THEN NULL ELSE coalesce((SELECT "time_zone" FROM "organisation"), 'UTC') END;
CREATE FUNCTION "rollup_of_nothing"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Before the look: a fold that runs may be writing the first rows.
  LOCK TABLE "rollup_state" IN EXCLUSIVE MODE;
  UPDATE "rollup_state" SET "time_zone" = NEW."time_zone"
  WHERE "time_zone" IS NOT NULL AND NOT EXISTS (SELECT FROM "rollup")
    AND NOT EXISTS (SELECT FROM "lag_rollup") AND NOT EXISTS (SELECT FROM "handoff_rollup");
  RETURN NULL;
END $$;
CREATE TRIGGER "rollup_of_nothing" AFTER INSERT OR UPDATE OF "time_zone" ON "organisation" FOR EACH ROW EXECUTE FUNCTION "rollup_of_nothing"();
