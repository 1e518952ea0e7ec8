-- CreateEnum
CREATE TYPE "cost_dimension" AS ENUM ('none', 'channel', 'campaign');

-- CreateTable
CREATE TABLE "cost_rollup" (
    "dimension" "cost_dimension" NOT NULL,
    "planned" BOOLEAN NOT NULL,
    "month" DATE NOT NULL,
    "channel_id" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "side" "side" NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "reach" BIGINT NOT NULL,
    "responses" BIGINT NOT NULL,

    CONSTRAINT "cost_rollup_pkey" PRIMARY KEY ("dimension","planned","month","channel_id","campaign_id","side")
);


-- What the schema language cannot say ------------------------------------------------------------

-- What an entry costs in each of its months: the difference of two rounded running sums over its days, so that the months
-- add up to what was recorded, to the cent. An entry of each month costs the whole in each.
CREATE FUNCTION "cost_of_months"("entry" "spend")
  RETURNS TABLE ("dimension" "cost_dimension", "month" date, "channel_id" integer, "campaign_id" integer, "amount" numeric, "reach" numeric, "responses" numeric)
  LANGUAGE sql IMMUTABLE AS $$
  SELECT d."dimension", m."month", d."channel_id", d."campaign_id",
    CASE WHEN "entry"."monthly" THEN "entry"."amount" ELSE round("entry"."amount" * "until" / "days", 2) - round("entry"."amount" * "before" / "days", 2) END,
    CASE WHEN "entry"."monthly" THEN "entry"."reach" ELSE round("entry"."reach"::numeric * "until" / "days") - round("entry"."reach"::numeric * "before" / "days") END,
    CASE WHEN "entry"."monthly" THEN "entry"."responses" ELSE round("entry"."responses"::numeric * "until" / "days") - round("entry"."responses"::numeric * "before" / "days") END
  FROM (
    SELECT "first"::date AS "month", "entry"."last_day" - "entry"."first_day" + 1 AS "days",
      greatest("entry"."first_day", "first"::date) - "entry"."first_day" AS "before",
      least("entry"."last_day", ("first" + interval '1 month - 1 day')::date) - "entry"."first_day" + 1 AS "until"
    FROM generate_series(date_trunc('month', "entry"."first_day"::timestamp), "entry"."last_day"::timestamp, interval '1 month') "first"
  ) m
  CROSS JOIN (VALUES
    ('none'::"cost_dimension", 0, 0),
    ('channel', "entry"."channel_id", 0),
    ('campaign', "entry"."channel_id", coalesce("entry"."campaign_id", 0))) d ("dimension", "channel_id", "campaign_id")
  WHERE d."channel_id" IS NOT NULL AND "entry"."removed_at" IS NULL
$$;

CREATE FUNCTION "cost_counted"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "sign" integer := CASE TG_ARGV[0] WHEN 'add' THEN 1 ELSE -1 END;
BEGIN
  INSERT INTO "cost_rollup" ("dimension", "planned", "month", "channel_id", "campaign_id", "side", "amount", "reach", "responses")
    SELECT c."dimension", t."planned", c."month", c."channel_id", c."campaign_id", t."side",
      "sign" * sum(c."amount"), "sign" * sum(c."reach"), "sign" * sum(c."responses")
    FROM changed t, "cost_of_months"(t::"spend") c
    GROUP BY 1, 2, 3, 4, 5, 6
    ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT ("dimension", "planned", "month", "channel_id", "campaign_id", "side") DO UPDATE SET
      "amount" = "cost_rollup"."amount" + excluded."amount", "reach" = "cost_rollup"."reach" + excluded."reach",
      "responses" = "cost_rollup"."responses" + excluded."responses";
  RETURN NULL;
END $$;
CREATE TRIGGER "cost_counted_insert" AFTER INSERT ON "spend" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "cost_counted"('add');
CREATE TRIGGER "cost_counted_delete" AFTER DELETE ON "spend" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "cost_counted"('take');
CREATE TRIGGER "cost_counted_update_new" AFTER UPDATE ON "spend" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "cost_counted"('add');
CREATE TRIGGER "cost_counted_update_old" AFTER UPDATE ON "spend" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "cost_counted"('take');

INSERT INTO "cost_rollup" ("dimension", "planned", "month", "channel_id", "campaign_id", "side", "amount", "reach", "responses")
  SELECT c."dimension", s."planned", c."month", c."channel_id", c."campaign_id", s."side", sum(c."amount"), sum(c."reach"), sum(c."responses")
  FROM "spend" s, "cost_of_months"(s) c
  GROUP BY 1, 2, 3, 4, 5, 6;

-- The days at the ends of a period are read from the entries themselves.
CREATE INDEX "spend_days" ON "spend" USING gist (daterange("first_day", "last_day", '[]'));
