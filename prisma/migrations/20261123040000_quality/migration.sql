-- AlterTable
ALTER TABLE "handoff" ADD COLUMN     "computed_grade" "grade";

-- CreateTable
CREATE TABLE "point_weights" (
    "id" SERIAL NOT NULL,
    "side" "side" NOT NULL,
    "version" INTEGER NOT NULL,
    "in_force_from" DATE NOT NULL,
    "weights" JSONB NOT NULL,
    "note" TEXT,
    "created_by_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "point_weights_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "point_weights_side_version_key" ON "point_weights"("side", "version");

-- AddForeignKey
ALTER TABLE "point_weights" ADD CONSTRAINT "point_weights_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say ------------------------------------------------------------

-- What the answers said when a handoff was offered, as far as the history knows; where it does not, what the lead says
-- if nobody has graded it anew since.
UPDATE "handoff" SET "computed_grade" = coalesce(
  (SELECT ("e"."data"->>'computedGrade')::"grade" FROM "lead_event" "e"
    WHERE "e"."lead_id" = "handoff"."lead_id" AND "e"."type" = 'qualified' AND "e"."at" <= "handoff"."offered_at"
    ORDER BY "e"."id" DESC LIMIT 1),
  (SELECT "l"."computed_grade" FROM "lead" "l" WHERE "l"."id" = "handoff"."lead_id" AND "l"."grade" = "handoff"."grade"))
WHERE "grade" IS NOT NULL;

-- Overridden grades are few: they are counted from this alone.
CREATE INDEX "lead_overridden" ON "lead" ("created_at", "id") INCLUDE ("grade", "computed_grade", "owner_id", "channel_id", "campaign_id") WHERE "grade" <> "computed_grade";
-- Why handoffs under a version of the definition were rejected, without reading them.
CREATE INDEX "handoff_version_reason" ON "handoff" ("definition_version", "reason_id") WHERE "state" = 'rejected';

ALTER TABLE "point_weights" ADD CONSTRAINT "point_weights_version" CHECK ("version" >= 1 AND jsonb_typeof("weights") = 'object');
-- What was paid by is never rewritten, and never from a day that is gone.
CREATE TRIGGER "point_weights_append_only" BEFORE UPDATE OR DELETE ON "point_weights" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "point_weights" ADD CONSTRAINT "point_weights_from" CHECK ("in_force_from" >= ("created_at" AT TIME ZONE 'UTC')::date - 1);
