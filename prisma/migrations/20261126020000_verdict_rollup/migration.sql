-- CreateEnum
CREATE TYPE "verdict_facet" AS ENUM ('marketer', 'rep', 'channel', 'campaign');

-- What waits is of the old kind: everything is made again, below.
DELETE FROM "handoff_change";

-- AlterTable
ALTER TABLE "handoff" ADD COLUMN     "verdict_at_work" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "verdict_campaign_id" INTEGER,
ADD COLUMN     "verdict_channel_id" INTEGER,
ADD COLUMN     "verdict_contested" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "verdict_overturned" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "verdict_won" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "handoff_change" ADD COLUMN     "marketer_id" INTEGER NOT NULL,
ADD COLUMN     "rep_id" INTEGER,
ADD COLUMN     "grade" "grade",
ADD COLUMN     "computed_grade" "grade",
ADD COLUMN     "reason_id" INTEGER,
ADD COLUMN     "channel_id" INTEGER,
ADD COLUMN     "campaign_id" INTEGER,
ADD COLUMN     "contested" BOOLEAN NOT NULL,
ADD COLUMN     "overturned" BOOLEAN NOT NULL,
ADD COLUMN     "won" BOOLEAN NOT NULL,
ADD COLUMN     "at_work" BOOLEAN NOT NULL;

-- CreateTable
CREATE TABLE "verdict_rollup" (
    "facet" "verdict_facet" NOT NULL,
    "monthly" BOOLEAN NOT NULL,
    "day" DATE NOT NULL,
    "key" INTEGER,
    "grade" "grade",
    "computed_grade" "grade",
    "reason_id" INTEGER,
    "decided" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "contested" INTEGER NOT NULL,
    "overturned" INTEGER NOT NULL,
    "timed" INTEGER NOT NULL,
    "in_time" INTEGER NOT NULL,
    "won" INTEGER NOT NULL,
    "at_work" INTEGER NOT NULL
);


-- What the schema language cannot say ------------------------------------------------------------

CREATE UNIQUE INDEX "verdict_rollup_cell" ON "verdict_rollup" ("facet", "monthly", "day", "key", "grade", "computed_grade", "reason_id") NULLS NOT DISTINCT;
-- The same rows are counted up again and again: room on their page keeps them there.
ALTER TABLE "verdict_rollup" SET (fillfactor = 80);

-- What others say of a verdict is copied to its handoff, so that it counts for what its own row says: where its lead comes
-- from, what became of the lead (told by the last round that sales accepted), and whether it was contested and overturned.
-- None of these columns is in an index. A handoff without a verdict has none of it, but for its contest.
CREATE FUNCTION "verdict_told"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."verdict_channel_id" := NULL; NEW."verdict_campaign_id" := NULL; NEW."verdict_won" := false; NEW."verdict_at_work" := false;
  IF NEW."decided_at" IS NOT NULL THEN
    SELECT l."channel_id", l."campaign_id", "last" AND l."won_at" IS NOT NULL, "last" AND l."status" IN ('accepted', 'deal')
    INTO NEW."verdict_channel_id", NEW."verdict_campaign_id", NEW."verdict_won", NEW."verdict_at_work"
    FROM "lead" l, LATERAL (SELECT NEW."state" = 'accepted' AND NOT EXISTS (SELECT FROM "handoff" later
      WHERE later."lead_id" = l."id" AND later."round" > NEW."round" AND later."state" = 'accepted' AND later."id" <> NEW."id") AS "last") r
    WHERE l."id" = NEW."lead_id";
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "verdict_told_insert" BEFORE INSERT ON "handoff" FOR EACH ROW
  WHEN (NEW."decided_at" IS NOT NULL) EXECUTE FUNCTION "verdict_told"();
CREATE TRIGGER "verdict_told_update" BEFORE UPDATE OF "state", "decided_at", "lead_id", "round" ON "handoff" FOR EACH ROW
  WHEN (OLD."decided_at" IS NOT NULL OR NEW."decided_at" IS NOT NULL) EXECUTE FUNCTION "verdict_told"();

-- All verdicts on a lead: the lead has changed, or another of its rounds has. Nothing is written where nothing is new.
CREATE FUNCTION "tell_verdicts"("of_lead" integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "handoff" h SET "verdict_channel_id" = f."channel_id", "verdict_campaign_id" = f."campaign_id",
    "verdict_won" = f."won", "verdict_at_work" = f."at_work"
  FROM (
    SELECT d."id", l."channel_id", l."campaign_id", "last" AND l."won_at" IS NOT NULL AS "won",
      "last" AND l."status" IN ('accepted', 'deal') AS "at_work"
    FROM "handoff" d JOIN "lead" l ON l."id" = d."lead_id",
      LATERAL (SELECT d."state" = 'accepted' AND NOT EXISTS (SELECT FROM "handoff" later
        WHERE later."lead_id" = d."lead_id" AND later."round" > d."round" AND later."state" = 'accepted') AS "last") r
    WHERE d."lead_id" = "of_lead" AND d."decided_at" IS NOT NULL
  ) f
  WHERE h."id" = f."id" AND (h."verdict_channel_id", h."verdict_campaign_id", h."verdict_won", h."verdict_at_work")
    IS DISTINCT FROM (f."channel_id", f."campaign_id", f."won", f."at_work");
END $$;

CREATE FUNCTION "verdicts_of_lead"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "tell_verdicts"(NEW."id");
  RETURN NULL;
END $$;
CREATE TRIGGER "verdicts_of_lead" AFTER UPDATE ON "lead" FOR EACH ROW
  WHEN (OLD."channel_id" IS DISTINCT FROM NEW."channel_id" OR OLD."campaign_id" IS DISTINCT FROM NEW."campaign_id"
    OR (OLD."won_at" IS NULL) <> (NEW."won_at" IS NULL)
    OR (OLD."status" IN ('accepted', 'deal')) <> (NEW."status" IN ('accepted', 'deal')))
  EXECUTE FUNCTION "verdicts_of_lead"();

CREATE FUNCTION "verdicts_of_rounds"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN PERFORM "tell_verdicts"(NEW."lead_id"); END IF;
  IF TG_OP <> 'INSERT' AND OLD."lead_id" IS DISTINCT FROM NEW."lead_id" THEN PERFORM "tell_verdicts"(OLD."lead_id"); END IF;
  RETURN NULL;
END $$;
-- The first round has none before it of which it could take anything, but one after it may have gone.
CREATE TRIGGER "verdicts_of_rounds_insert" AFTER INSERT ON "handoff" FOR EACH ROW
  WHEN (NEW."state" = 'accepted' AND NEW."round" > 1) EXECUTE FUNCTION "verdicts_of_rounds"();
CREATE TRIGGER "verdicts_of_rounds_update" AFTER UPDATE OF "state", "lead_id", "round" ON "handoff" FOR EACH ROW
  WHEN ((OLD."state" = 'accepted' OR NEW."state" = 'accepted')
    AND (OLD."round" > 1 OR NEW."round" > 1 OR OLD."lead_id" <> NEW."lead_id"))
  EXECUTE FUNCTION "verdicts_of_rounds"();
CREATE TRIGGER "verdicts_of_rounds_delete" AFTER DELETE ON "handoff" FOR EACH ROW
  WHEN (OLD."state" = 'accepted' AND OLD."round" > 1) EXECUTE FUNCTION "verdicts_of_rounds"();

CREATE FUNCTION "verdict_contested"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "handoff" h SET "verdict_contested" = c."id" IS NOT NULL, "verdict_overturned" = coalesce(c."outcome" = 'overturn', false)
  FROM unnest(ARRAY[NEW."handoff_id", OLD."handoff_id"]) i ("id") LEFT JOIN "contest" c ON c."handoff_id" = i."id"
  WHERE h."id" = i."id"
    AND (h."verdict_contested", h."verdict_overturned") IS DISTINCT FROM (c."id" IS NOT NULL, coalesce(c."outcome" = 'overturn', false));
  RETURN NULL;
END $$;
CREATE TRIGGER "verdict_contested_insert" AFTER INSERT ON "contest" FOR EACH ROW EXECUTE FUNCTION "verdict_contested"();
CREATE TRIGGER "verdict_contested_update" AFTER UPDATE OF "handoff_id", "outcome" ON "contest" FOR EACH ROW EXECUTE FUNCTION "verdict_contested"();
CREATE TRIGGER "verdict_contested_delete" AFTER DELETE ON "contest" FOR EACH ROW EXECUTE FUNCTION "verdict_contested"();

-- The verdicts that there are, without their counts: those are made again.
ALTER TABLE "handoff" DISABLE TRIGGER "handoff_counted_update";
UPDATE "handoff" h SET "verdict_channel_id" = l."channel_id", "verdict_campaign_id" = l."campaign_id",
  "verdict_won" = "last" AND l."won_at" IS NOT NULL, "verdict_at_work" = "last" AND l."status" IN ('accepted', 'deal'),
  "verdict_contested" = c."id" IS NOT NULL, "verdict_overturned" = coalesce(c."outcome" = 'overturn', false)
FROM (
  SELECT "id", "lead_id", "state" = 'accepted' AND "round" = max("round") FILTER (WHERE "state" = 'accepted') OVER (PARTITION BY "lead_id") AS "last"
  FROM "handoff" WHERE "decided_at" IS NOT NULL
) d JOIN "lead" l ON l."id" = d."lead_id" LEFT JOIN "contest" c ON c."handoff_id" = d."id"
WHERE h."id" = d."id";
ALTER TABLE "handoff" ENABLE TRIGGER "handoff_counted_update";
UPDATE "rollup_state" SET "time_zone" = NULL WHERE EXISTS (SELECT FROM "handoff") OR EXISTS (SELECT FROM "handoff_rollup");

-- As before, with all that verdicts are counted by.
CREATE OR REPLACE FUNCTION "handoff_counted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "handoff_change" ("sign", "decided_at", "accepted", "in_time", "response_minutes", "missed_at", "marketer_id", "rep_id",
        "grade", "computed_grade", "reason_id", "channel_id", "campaign_id", "contested", "overturned", "won", "at_work")
      SELECT 1, "decided_at", "state" = 'accepted', "handoff_in_time"("decided_at", "due_at"), "response_minutes",
        "handoff_missed_at"("decided_at", "due_at", "asked_at", "answered_at"), "offered_by_id", "decided_by_id", "grade",
        "computed_grade", "reason_id", "verdict_channel_id", "verdict_campaign_id", "state" = 'rejected' AND "verdict_contested",
        "state" = 'rejected' AND "verdict_overturned", "verdict_won", "verdict_at_work"
      FROM added;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "handoff_change" ("sign", "decided_at", "accepted", "in_time", "response_minutes", "missed_at", "marketer_id", "rep_id",
        "grade", "computed_grade", "reason_id", "channel_id", "campaign_id", "contested", "overturned", "won", "at_work")
      SELECT -1, "decided_at", "state" = 'accepted', "handoff_in_time"("decided_at", "due_at"), "response_minutes",
        "handoff_missed_at"("decided_at", "due_at", "asked_at", "answered_at"), "offered_by_id", "decided_by_id", "grade",
        "computed_grade", "reason_id", "verdict_channel_id", "verdict_campaign_id", "state" = 'rejected' AND "verdict_contested",
        "state" = 'rejected' AND "verdict_overturned", "verdict_won", "verdict_at_work"
      FROM removed;
  ELSE
    INSERT INTO "handoff_change" ("sign", "decided_at", "accepted", "in_time", "response_minutes", "missed_at", "marketer_id", "rep_id",
        "grade", "computed_grade", "reason_id", "channel_id", "campaign_id", "contested", "overturned", "won", "at_work")
      SELECT sum("sign"), "decided_at", "accepted", "in_time", "response_minutes", "missed_at", "offered_by_id", "decided_by_id",
        "grade", "computed_grade", "reason_id", "verdict_channel_id", "verdict_campaign_id", "contested", "overturned",
        "verdict_won", "verdict_at_work"
      FROM (
        SELECT -1 AS "sign", "id", "decided_at", "state" = 'accepted' AS "accepted",
          "handoff_in_time"("decided_at", "due_at") AS "in_time", "response_minutes",
          "handoff_missed_at"("decided_at", "due_at", "asked_at", "answered_at") AS "missed_at", "offered_by_id", "decided_by_id",
          "grade", "computed_grade", "reason_id", "verdict_channel_id", "verdict_campaign_id",
          "state" = 'rejected' AND "verdict_contested" AS "contested", "state" = 'rejected' AND "verdict_overturned" AS "overturned",
          "verdict_won", "verdict_at_work"
        FROM removed
        UNION ALL
        SELECT 1, "id", "decided_at", "state" = 'accepted', "handoff_in_time"("decided_at", "due_at"), "response_minutes",
          "handoff_missed_at"("decided_at", "due_at", "asked_at", "answered_at"), "offered_by_id", "decided_by_id",
          "grade", "computed_grade", "reason_id", "verdict_channel_id", "verdict_campaign_id",
          "state" = 'rejected' AND "verdict_contested", "state" = 'rejected' AND "verdict_overturned", "verdict_won", "verdict_at_work"
        FROM added
      ) fact
      GROUP BY "id", "decided_at", "accepted", "in_time", "response_minutes", "missed_at", "offered_by_id", "decided_by_id", "grade",
        "computed_grade", "reason_id", "verdict_channel_id", "verdict_campaign_id", "contested", "overturned", "verdict_won", "verdict_at_work"
      HAVING sum("sign") <> 0;
  END IF;
  RETURN NULL;
END $$;
