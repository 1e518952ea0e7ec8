-- CreateEnum
CREATE TYPE "routing_gap" AS ENUM ('no_match', 'nobody_free');

-- AlterTable
ALTER TABLE "handoff" ADD COLUMN     "routing_gap" "routing_gap";

-- What the schema language cannot say ------------------------------------------------------------

-- The values that leads have already, each one hop away (lib/leads/queries/places.ts).
CREATE INDEX "lead_region" ON "lead" ("region") WHERE "region" IS NOT NULL;

-- The handoffs of a period (the dry run), and those of it that routing gave to nobody.
CREATE INDEX "handoff_offered" ON "handoff" ("offered_at", "id");
CREATE INDEX "handoff_unrouted" ON "handoff" ("offered_at", "id") INCLUDE ("routing_gap") WHERE "routing_gap" IS NOT NULL;

-- How the latest decided leads of a rep and grade ended (the best closers).
CREATE INDEX "lead_decided" ON "lead" ("assignee_id", "grade", (coalesce("won_at", "lost_at"))) INCLUDE ("won_at")
  WHERE "won_at" IS NOT NULL OR "lost_at" IS NOT NULL;

CREATE INDEX "routing_rule_order" ON "routing_rule" ("position", "id") WHERE "archived_at" IS NULL;
CREATE INDEX "team_member_person" ON "team_member" ("person_id");

-- An undecided handoff is with nobody, or with somebody who is here and sells. Reading the person under a lock makes it
-- true even for an assignment at the moment in which that person leaves.
CREATE FUNCTION "handoff_assignee_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "person" p
  WHERE p."id" = NEW."assignee_id" AND p."status" = 'active' AND 'sales' = ANY (p."roles") FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'an undecided handoff is with somebody who is here and sells' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "handoff_assignee_guard" BEFORE INSERT OR UPDATE OF "assignee_id", "state" ON "handoff" FOR EACH ROW
  WHEN (NEW."state" = 'pending' AND NEW."assignee_id" IS NOT NULL) EXECUTE FUNCTION "handoff_assignee_guard"();
