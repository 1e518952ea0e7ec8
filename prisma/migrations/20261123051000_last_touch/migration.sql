-- CreateTable
CREATE TABLE "lead_last_source" (
    "lead_id" INTEGER NOT NULL,
    "channel_id" INTEGER NOT NULL,
    "campaign_id" INTEGER,

    CONSTRAINT "lead_last_source_pkey" PRIMARY KEY ("lead_id")
);

-- What the schema language cannot say

ALTER TABLE "lead_last_source" ADD CONSTRAINT "lead_last_source_lead" FOREIGN KEY ("lead_id") REFERENCES "lead" ("id") ON DELETE CASCADE;
ALTER TABLE "lead_last_source" ADD CONSTRAINT "lead_last_source_channel" FOREIGN KEY ("channel_id") REFERENCES "channel" ("id");
ALTER TABLE "lead_last_source" ADD CONSTRAINT "lead_last_source_campaign" FOREIGN KEY ("campaign_id", "channel_id") REFERENCES "campaign" ("id", "channel_id");

-- The latest touch with a channel from the lead's creation until sales accepted it (or until now).
CREATE FUNCTION "last_source_of"("leads" integer[])
  RETURNS TABLE ("lead_id" integer, "channel_id" integer, "campaign_id" integer) LANGUAGE sql STABLE AS $$
  SELECT l."id", t."channel_id", t."campaign_id"
  FROM "lead" l CROSS JOIN LATERAL (
    SELECT touch."channel_id", touch."campaign_id" FROM "touch"
    WHERE touch."lead_id" = l."id" AND touch."channel_id" IS NOT NULL AND touch."at" >= l."created_at"
      AND touch."at" <= coalesce(l."reached_accepted", 'infinity')
    ORDER BY touch."at" DESC, touch."id" DESC LIMIT 1
  ) t
  WHERE l."id" = ANY ("leads") AND (t."channel_id", t."campaign_id") IS DISTINCT FROM (l."channel_id", l."campaign_id")
$$;

CREATE FUNCTION "refresh_last_source"("leads" integer[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM "lead_last_source" WHERE "lead_id" = ANY ("leads")
    AND "lead_id" NOT IN (SELECT "lead_id" FROM "last_source_of"("leads"));
  INSERT INTO "lead_last_source" ("lead_id", "channel_id", "campaign_id")
    SELECT "lead_id", "channel_id", "campaign_id" FROM "last_source_of"("leads") ORDER BY "lead_id"
    ON CONFLICT ("lead_id") DO UPDATE SET "channel_id" = excluded."channel_id", "campaign_id" = excluded."campaign_id"
$$;

-- Touches without a channel change nothing.
CREATE FUNCTION "touched_from"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "leads" integer[];
BEGIN
  SELECT array_agg(DISTINCT "lead_id") INTO "leads" FROM changed WHERE "channel_id" IS NOT NULL;
  IF "leads" IS NOT NULL THEN PERFORM "refresh_last_source"("leads"); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "touched_from_insert" AFTER INSERT ON "touch" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "touched_from"();
CREATE TRIGGER "touched_from_delete" AFTER DELETE ON "touch" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "touched_from"();
CREATE TRIGGER "touched_from_update_new" AFTER UPDATE ON "touch" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "touched_from"();
CREATE TRIGGER "touched_from_update_old" AFTER UPDATE ON "touch" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "touched_from"();

CREATE FUNCTION "lead_source_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "touch" WHERE "lead_id" = NEW."id" AND "channel_id" IS NOT NULL) THEN
    PERFORM "refresh_last_source"(ARRAY[NEW."id"]);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "lead_source_changed" AFTER UPDATE ON "lead" FOR EACH ROW
  WHEN (OLD."channel_id" IS DISTINCT FROM NEW."channel_id" OR OLD."campaign_id" IS DISTINCT FROM NEW."campaign_id"
    OR OLD."created_at" IS DISTINCT FROM NEW."created_at" OR OLD."reached_accepted" IS DISTINCT FROM NEW."reached_accepted")
  EXECUTE FUNCTION "lead_source_changed"();

INSERT INTO "lead_last_source" SELECT * FROM "last_source_of"(ARRAY(SELECT DISTINCT "lead_id" FROM "touch" WHERE "channel_id" IS NOT NULL));
