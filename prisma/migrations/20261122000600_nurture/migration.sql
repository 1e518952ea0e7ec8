-- CreateEnum
CREATE TYPE "nurture_outcome" AS ENUM ('attached', 'kept', 'left');

-- CreateTable
CREATE TABLE "nurture_run" (
    "id" SERIAL NOT NULL,
    "plan_id" INTEGER NOT NULL,
    "created_by_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "steps" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "nurture_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "nurture_run_lead" (
    "run_id" INTEGER NOT NULL,
    "lead_id" INTEGER NOT NULL,
    "outcome" "nurture_outcome",

    CONSTRAINT "nurture_run_lead_pkey" PRIMARY KEY ("run_id","lead_id")
);

-- CreateTable
CREATE TABLE "nurture_reminder" (
    "kind" TEXT NOT NULL,
    "up_to" DATE NOT NULL,

    CONSTRAINT "nurture_reminder_pkey" PRIMARY KEY ("kind")
);

-- CreateIndex
CREATE INDEX "nurture_run_lead_lead_id_idx" ON "nurture_run_lead"("lead_id");

-- AddForeignKey
ALTER TABLE "nurture_run" ADD CONSTRAINT "nurture_run_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "nurture_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nurture_run" ADD CONSTRAINT "nurture_run_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nurture_run_lead" ADD CONSTRAINT "nurture_run_lead_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "nurture_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nurture_run_lead" ADD CONSTRAINT "nurture_run_lead_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say ------------------------------------------------------------

-- The leads of a run that are still to come, in order.
CREATE INDEX "nurture_run_lead_open" ON "nurture_run_lead" ("run_id", "lead_id") WHERE "outcome" IS NULL;

-- A lead that leaves nurture leaves its plan, by whatever way it leaves: a marketer's step, an import's outcome, a
-- verdict that is taken back. The table of leads knows nothing of plans, so this rule stands here and not in takeStep.
CREATE FUNCTION "nurture_left"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "nurture_step" s SET "skipped_at" = NEW."updated_at" FROM "nurture_enrolment" e
    WHERE e."lead_id" = NEW."id" AND e."ended_at" IS NULL AND s."enrolment_id" = e."id"
      AND s."done_at" IS NULL AND s."skipped_at" IS NULL;
  UPDATE "nurture_enrolment" SET "ended_at" = NEW."updated_at", "end" = 'left'
    WHERE "lead_id" = NEW."id" AND "ended_at" IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER "nurture_left" AFTER UPDATE OF "status" ON "lead" FOR EACH ROW
  WHEN (OLD."status" = 'nurture' AND NEW."status" <> 'nurture') EXECUTE FUNCTION "nurture_left"();

ALTER TABLE "nurture_step" ADD CONSTRAINT "nurture_step_end" CHECK ("done_at" IS NULL OR "skipped_at" IS NULL);
ALTER TABLE "lead" ADD CONSTRAINT "lead_times_returned" CHECK ("times_returned" >= 0);

-- The board counts and pages by age, with its filters, from this index alone; what is mine by the other.
DROP INDEX "lead_nurture_quiet";
CREATE INDEX "lead_nurture_quiet" ON "lead" ("last_contact_at", "id") INCLUDE ("owner_id", "grade", "channel_id", "campaign_id") WHERE "status" = 'nurture';
CREATE INDEX "lead_nurture_owner" ON "lead" ("owner_id", "nurture_wake_on", "id") INCLUDE ("last_contact_at") WHERE "status" = 'nurture';

-- Going back and forth is counted from these alone.
CREATE INDEX "lead_returned" ON "lead" ("times_returned", "channel_id") WHERE "times_returned" > 0;
CREATE INDEX "handoff_rejected_for" ON "handoff" ("reason_id", "lead_id") WHERE "state" = 'rejected';

-- What marketing does next with what comes back for one of the reasons that a company starts with.
UPDATE "rejection_reason" r SET "next_step_en" = n.en, "next_step_ru" = n.ru
FROM (VALUES
  ('no_need', 'Ask whether the need has come up', 'Спросить, не появилась ли потребность'),
  ('no_budget', 'Ask about the next budget', 'Спросить про новый бюджет'),
  ('wrong_contact', 'Find out who decides', 'Выяснить, кто принимает решение'),
  ('not_reachable', 'Reach them another way: a letter, another number', 'Связаться иначе: письмом или по другому номеру'),
  ('too_early', 'Ask whether the time has come', 'Спросить, не пришло ли время'),
  ('other', 'Read the comment and decide', 'Прочитать комментарий и решить, что дальше')
) AS n(code, en, ru)
WHERE r."code" = n.code AND r."outcome" = 'nurture' AND r."next_step_en" IS NULL AND r."next_step_ru" IS NULL;
-- How often each lead went back until now, from its history.
UPDATE "lead" l SET "times_returned" = e.times
FROM (
  SELECT "lead_id", count(*)::int AS times FROM "lead_event"
  WHERE "type" = 'rejected' OR ("type" = 'nurtured' AND "from_status" IN ('accepted', 'lost')) GROUP BY "lead_id"
) e WHERE e."lead_id" = l."id";
