-- AlterTable
ALTER TABLE "agreement_signature" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1;

-- What the schema language cannot say ------------------------------------------------------------

-- A signature is for exactly one revision, by a head of that side, and holds the agreement until it is committed: an edit
-- that runs at the same moment comes before or after it, never between.
CREATE OR REPLACE FUNCTION "agreement_signature_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  signed "agreement"%ROWTYPE;
BEGIN
  SELECT * INTO signed FROM "agreement" a WHERE a."id" = coalesce(NEW."agreement_id", OLD."agreement_id") FOR UPDATE;
  IF signed."state" <> 'draft' THEN
    RAISE EXCEPTION 'the signatures of an agreement that is no draft do not change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'a signature is given or taken back, never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW."revision" <> signed."revision" THEN
      RAISE EXCEPTION 'a signature is for the draft as it stands' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (
      SELECT 1 FROM "person" p
      WHERE p."id" = NEW."person_id" AND p."status" = 'active' AND NEW."side" = ANY (p."head_of")
    ) THEN
      RAISE EXCEPTION 'only a head of the side signs for it' USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION "agreement_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."state" <> 'draft' THEN
      RAISE EXCEPTION 'an agreement begins as a draft' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD."state" <> 'draft' THEN
    RAISE EXCEPTION 'an agreement that is no draft does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW."kind" <> OLD."kind" OR NEW."version" <> OLD."version" THEN
    RAISE EXCEPTION 'an agreement keeps its kind and version' USING ERRCODE = 'restrict_violation';
  END IF;
  -- What was signed is what comes into force: no edit under a signature, and none with the second one.
  IF NEW."content" IS DISTINCT FROM OLD."content" AND (
    NEW."state" <> 'draft' OR NEW."revision" <= OLD."revision"
    OR EXISTS (SELECT 1 FROM "agreement_signature" s WHERE s."agreement_id" = NEW."id")
  ) THEN
    RAISE EXCEPTION 'an edit voids the signatures' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Both heads, two people, and nobody after an edit.
  IF NEW."state" = 'signed' AND (
    SELECT count(DISTINCT s."person_id") FROM "agreement_signature" s
    WHERE s."agreement_id" = NEW."id" AND s."revision" = NEW."revision"
  ) <> 2 THEN
    RAISE EXCEPTION 'an agreement comes into force with both signatures' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER "agreement_guard" ON "agreement";
CREATE TRIGGER "agreement_guard" BEFORE INSERT OR UPDATE OR DELETE ON "agreement" FOR EACH ROW EXECUTE FUNCTION "agreement_guard"();

-- Acceptance before and after a version.
CREATE INDEX "handoff_definition_version" ON "handoff" ("definition_version", "state") INCLUDE ("response_minutes");
