-- DropTable
DROP TABLE "rollup";

-- DropTable
DROP TABLE "rollup_cohort";

-- CreateTable
CREATE TABLE "created_rollup" (
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
CREATE TABLE "event_rollup" (
    "dimension" "rollup_dimension" NOT NULL,
    "monthly" BOOLEAN NOT NULL,
    "day" DATE NOT NULL,
    "key" TEXT,
    "parent" INTEGER,
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
    "in_status" INTEGER NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "cohort_rollup" (
    "dimension" "rollup_dimension" NOT NULL,
    "month" DATE NOT NULL,
    "key" TEXT,
    "parent" INTEGER,
    "stage" SMALLINT NOT NULL,
    "months" INTEGER NOT NULL,
    "n" INTEGER NOT NULL
);

-- What the schema language cannot say ------------------------------------------------------------

CREATE UNIQUE INDEX "created_rollup_cell" ON "created_rollup" ("dimension", "monthly", "day", "key", "parent") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "event_rollup_cell" ON "event_rollup" ("dimension", "monthly", "day", "key", "parent") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "cohort_rollup_cell" ON "cohort_rollup" ("dimension", "month", "key", "parent", "stage", "months") NULLS NOT DISTINCT;
-- The same rows are counted up again and again: room on their page keeps them there.
ALTER TABLE "created_rollup" SET (fillfactor = 80);
ALTER TABLE "event_rollup" SET (fillfactor = 80);
ALTER TABLE "cohort_rollup" SET (fillfactor = 80);

CREATE OR REPLACE FUNCTION "rollup_of_nothing"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Before the look: a fold that runs may be writing the first rows.
  LOCK TABLE "rollup_state" IN EXCLUSIVE MODE;
  UPDATE "rollup_state" SET "time_zone" = NEW."time_zone"
  WHERE "time_zone" IS NOT NULL AND NOT EXISTS (SELECT FROM "created_rollup") AND NOT EXISTS (SELECT FROM "event_rollup")
    AND NOT EXISTS (SELECT FROM "lag_rollup") AND NOT EXISTS (SELECT FROM "handoff_rollup");
  RETURN NULL;
END $$;
