-- CreateEnum
CREATE TYPE "cost_split" AS ENUM ('equally', 'leads', 'hot', 'accepted', 'costs', 'fixed');

-- AlterTable
ALTER TABLE "spend" ADD COLUMN     "monthly" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "planned" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "purpose" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "removed_at" TIMESTAMPTZ(3),
ADD COLUMN     "separate" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "split_by" "cost_split",
ALTER COLUMN "channel_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "cost_share" (
    "spend_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "channel_id" INTEGER NOT NULL,
    "campaign_id" INTEGER,
    "percent" DECIMAL(5,2) NOT NULL,

    CONSTRAINT "cost_share_pkey" PRIMARY KEY ("spend_id","position")
);

-- AddForeignKey
ALTER TABLE "cost_share" ADD CONSTRAINT "cost_share_spend_id_fkey" FOREIGN KEY ("spend_id") REFERENCES "spend"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_share" ADD CONSTRAINT "cost_share_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_share" ADD CONSTRAINT "cost_share_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say

-- One row per place and time, planned and actual each: that of the grid, of PUT /spend and of imports.
ALTER TABLE "spend" DROP CONSTRAINT "spend_row";
CREATE UNIQUE INDEX "spend_row" ON "spend" ("channel_id", "campaign_id", "side", "first_day", "last_day", "planned")
  NULLS NOT DISTINCT WHERE NOT "separate" AND "removed_at" IS NULL;
CREATE INDEX "spend_campaign" ON "spend" ("campaign_id") WHERE "campaign_id" IS NOT NULL;

ALTER TABLE "spend" ADD CONSTRAINT "spend_shared_or_placed" CHECK (("channel_id" IS NULL) = ("split_by" IS NOT NULL));
ALTER TABLE "spend" ADD CONSTRAINT "spend_campaign_has_channel" CHECK ("campaign_id" IS NULL OR "channel_id" IS NOT NULL);
ALTER TABLE "spend" ADD CONSTRAINT "spend_not_endless" CHECK ("last_day" - "first_day" <= 366 * 50);
ALTER TABLE "spend" ADD CONSTRAINT "spend_whole_months" CHECK (NOT "monthly" OR ("first_day" = date_trunc('month', "first_day"::timestamp)
  AND "last_day" = date_trunc('month', "last_day"::timestamp) + interval '1 month - 1 day'));
ALTER TABLE "spend" ADD CONSTRAINT "spend_plain_row" CHECK ("separate" OR ("channel_id" IS NOT NULL AND NOT "monthly"));
-- Reach and responses are those of a channel.
ALTER TABLE "spend" ADD CONSTRAINT "spend_shared_is_money" CHECK ("channel_id" IS NOT NULL OR ("reach" = 0 AND "responses" = 0));
ALTER TABLE "cost_share" ADD CONSTRAINT "cost_share_percent" CHECK ("percent" > 0 AND "percent" <= 100);
ALTER TABLE "cost_share" ADD CONSTRAINT "cost_share_campaign_in_channel"
  FOREIGN KEY ("campaign_id", "channel_id") REFERENCES "campaign" ("id", "channel_id");

-- Entries as stretches of days over which their amount is spread evenly: a monthly entry is one of each month.
CREATE VIEW "cost_stretch" AS
  SELECT "id" AS "spend_id", "side", "planned", "channel_id", "campaign_id", "split_by", "first_day", "last_day",
    "amount", "reach", "responses"
  FROM "spend" WHERE NOT "monthly" AND "removed_at" IS NULL
  UNION ALL
  SELECT "id", "side", "planned", "channel_id", "campaign_id", "split_by", "month"::date,
    ("month" + interval '1 month - 1 day')::date, "amount", "reach", "responses"
  FROM "spend", generate_series("first_day"::timestamp, "last_day"::timestamp, interval '1 month') "month"
  WHERE "monthly" AND "removed_at" IS NULL;
