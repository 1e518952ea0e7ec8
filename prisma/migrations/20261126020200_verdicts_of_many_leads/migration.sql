-- What the schema language cannot say
-- A file of outcomes tells the verdicts of its leads in one statement and not lead by lead, which took as long again as the
-- change of the leads. One lead, which is what people change, keeps its own statement: planned for one, it is never planned
-- for many.
CREATE FUNCTION "tell_verdicts_of"("of_leads" integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "handoff" h SET "verdict_channel_id" = f."channel_id", "verdict_campaign_id" = f."campaign_id",
    "verdict_won" = f."won", "verdict_at_work" = f."at_work"
  FROM (
    SELECT d."id", l."channel_id", l."campaign_id", "last" AND l."won_at" IS NOT NULL AS "won",
      "last" AND l."status" IN ('accepted', 'deal') AS "at_work"
    FROM "handoff" d JOIN "lead" l ON l."id" = d."lead_id",
      LATERAL (SELECT d."state" = 'accepted' AND NOT EXISTS (SELECT FROM "handoff" later
        WHERE later."lead_id" = d."lead_id" AND later."round" > d."round" AND later."state" = 'accepted') AS "last") r
    WHERE d."lead_id" = ANY ("of_leads") AND d."decided_at" IS NOT NULL
  ) f
  WHERE h."id" = f."id" AND (h."verdict_channel_id", h."verdict_campaign_id", h."verdict_won", h."verdict_at_work")
    IS DISTINCT FROM (f."channel_id", f."campaign_id", f."won", f."at_work");
END $$;

-- Not joined with what it was: what did not change cancels out, with any number of rows and any plan.
CREATE FUNCTION "verdicts_of_leads"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "leads" integer[];
BEGIN
  SELECT array_agg(DISTINCT "id") INTO "leads" FROM (
    SELECT "id" FROM (
      SELECT "id", "channel_id", "campaign_id", "won_at" IS NOT NULL AS "won", "status" IN ('accepted', 'deal') AS "at_work" FROM removed
      UNION ALL
      SELECT "id", "channel_id", "campaign_id", "won_at" IS NOT NULL, "status" IN ('accepted', 'deal') FROM added
    ) fact
    GROUP BY "id", "channel_id", "campaign_id", "won", "at_work" HAVING count(*) = 1
  ) changed;
  IF cardinality("leads") = 1 THEN PERFORM "tell_verdicts"("leads"[1]);
  ELSIF "leads" IS NOT NULL THEN PERFORM "tell_verdicts_of"("leads");
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER "verdicts_of_lead" ON "lead";
DROP FUNCTION "verdicts_of_lead"();
CREATE TRIGGER "verdicts_of_leads" AFTER UPDATE ON "lead" REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION "verdicts_of_leads"();
