-- AlterEnum
ALTER TYPE "lag_kind" ADD VALUE 'responseHours';


-- What the schema language cannot say ------------------------------------------------------------

-- The few entries of each month are not looked for among the many of one.
CREATE INDEX "spend_monthly" ON "spend" ("first_day", "last_day") WHERE "monthly";

-- Histograms that were made without the hours are made again.
UPDATE "rollup_state" SET "time_zone" = NULL WHERE EXISTS (SELECT FROM "lag_rollup" WHERE "kind" = 'response');
