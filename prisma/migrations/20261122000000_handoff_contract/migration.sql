-- CreateEnum
CREATE TYPE "agreement_kind" AS ENUM ('definition', 'glossary', 'responsibilities');

-- CreateEnum
CREATE TYPE "agreement_state" AS ENUM ('draft', 'signed', 'withdrawn');

-- CreateEnum
CREATE TYPE "handoff_alarm" AS ENUM ('verdict_half', 'verdict_due', 'verdict_head', 'verdict_expired', 'answer_half', 'answer_due', 'answer_head');

-- CreateEnum
CREATE TYPE "contest_opinion" AS ENUM ('uphold', 'overturn');

-- CreateEnum
CREATE TYPE "notice_timing" AS ENUM ('at_once', 'digest', 'never');

-- CreateEnum
CREATE TYPE "nurture_step_kind" AS ENUM ('call', 'letter', 'invitation');

-- CreateEnum
CREATE TYPE "nurture_end" AS ENUM ('finished', 'left', 'stopped');

-- CreateEnum
CREATE TYPE "routing_strategy" AS ENUM ('round_robin', 'least_loaded', 'best_closers');

-- CreateEnum
CREATE TYPE "routed_by" AS ENUM ('marketer', 'rule', 'no_rule', 'reassigned', 'taken', 'expired');

-- AlterTable
ALTER TABLE "handoff" ADD COLUMN     "alarm" "handoff_alarm",
ADD COLUMN     "alarm_at" TIMESTAMPTZ(3),
ADD COLUMN     "before_verdict" JSONB,
ADD COLUMN     "calendar_id" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "complete" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "routed_by" "routed_by" NOT NULL DEFAULT 'no_rule',
ADD COLUMN     "rule_id" INTEGER;

-- AlterTable
ALTER TABLE "lead" ADD COLUMN     "definition_version" INTEGER,
ADD COLUMN     "expected_amount" DECIMAL(14,2),
ADD COLUMN     "segment" TEXT,
ADD COLUMN     "times_returned" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "woken_by_touch_id" INTEGER;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "calendar_id" INTEGER,
ADD COLUMN     "capacity" INTEGER,
ADD COLUMN     "digest_at" INTEGER NOT NULL DEFAULT 540,
ADD COLUMN     "quiet_from" INTEGER NOT NULL DEFAULT 1200,
ADD COLUMN     "quiet_to" INTEGER NOT NULL DEFAULT 480;

-- AlterTable
ALTER TABLE "rejection_reason" ADD COLUMN     "needs_attempts" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "next_step_en" TEXT,
ADD COLUMN     "next_step_ru" TEXT;

-- CreateTable
CREATE TABLE "agreement" (
    "id" SERIAL NOT NULL,
    "kind" "agreement_kind" NOT NULL,
    "version" INTEGER NOT NULL,
    "state" "agreement_state" NOT NULL DEFAULT 'draft',
    "content" JSONB NOT NULL,
    "in_force_from" DATE NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by_id" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_at" TIMESTAMPTZ(3),

    CONSTRAINT "agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_signature" (
    "agreement_id" INTEGER NOT NULL,
    "side" "side" NOT NULL,
    "person_id" INTEGER NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_signature_pkey" PRIMARY KEY ("agreement_id","side")
);

-- CreateTable
CREATE TABLE "agreement_event" (
    "id" SERIAL NOT NULL,
    "agreement_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "actor_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "agreement_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_calendar" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT,
    "week" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "work_calendar_pkey" PRIMARY KEY ("id")
);

-- Row 1 is the organisation's: Monday to Friday, 9:00 to 18:00, as everybody had it until now.
INSERT INTO "work_calendar" ("name", "week") VALUES ('', '[[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[],[]]');

-- CreateTable
CREATE TABLE "holiday" (
    "calendar_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "hours" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("calendar_id","day")
);

-- CreateTable
CREATE TABLE "absence" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "note" TEXT,
    "created_by_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contest" (
    "id" SERIAL NOT NULL,
    "handoff_id" INTEGER NOT NULL,
    "argument" TEXT NOT NULL,
    "opened_by_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "escalated_at" TIMESTAMPTZ(3),
    "outcome" "contest_opinion",
    "ruling" TEXT,
    "settled_by_id" INTEGER,
    "settled_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "contest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contest_position" (
    "contest_id" INTEGER NOT NULL,
    "side" "side" NOT NULL,
    "opinion" "contest_opinion" NOT NULL,
    "text" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contest_position_pkey" PRIMARY KEY ("contest_id","side")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "lead_id" INTEGER,
    "handoff_id" INTEGER,
    "data" JSONB NOT NULL DEFAULT '{}',
    "key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "letter_id" INTEGER,
    "mail_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_preference" (
    "person_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "email" "notice_timing" NOT NULL,

    CONSTRAINT "notice_preference_pkey" PRIMARY KEY ("person_id","kind")
);

-- CreateTable
CREATE TABLE "letter" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT,
    "key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "send_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "nurture_plan" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),
    "created_by_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "nurture_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "nurture_plan_step" (
    "plan_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "after_days" INTEGER NOT NULL,
    "kind" "nurture_step_kind" NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "nurture_plan_step_pkey" PRIMARY KEY ("plan_id","position")
);

-- CreateTable
CREATE TABLE "nurture_enrolment" (
    "id" SERIAL NOT NULL,
    "lead_id" INTEGER NOT NULL,
    "plan_id" INTEGER NOT NULL,
    "attached_by_id" INTEGER NOT NULL,
    "attached_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end" "nurture_end",

    CONSTRAINT "nurture_enrolment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "nurture_step" (
    "id" SERIAL NOT NULL,
    "enrolment_id" INTEGER NOT NULL,
    "lead_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "nurture_step_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" INTEGER,
    "skipped_at" TIMESTAMPTZ(3),

    CONSTRAINT "nurture_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "strategy" "routing_strategy" NOT NULL DEFAULT 'round_robin',
    "turn" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_member" (
    "team_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "last_turn" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "team_member_pkey" PRIMARY KEY ("team_id","person_id")
);

-- CreateTable
CREATE TABLE "routing_rule" (
    "id" SERIAL NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "conditions" JSONB NOT NULL,
    "person_id" INTEGER,
    "team_id" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "routing_rule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "agreement_kind_version_key" ON "agreement"("kind", "version");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_signature_agreement_id_person_id_key" ON "agreement_signature"("agreement_id", "person_id");

-- CreateIndex
CREATE INDEX "agreement_event_agreement_id_id_idx" ON "agreement_event"("agreement_id", "id");

-- CreateIndex
CREATE INDEX "absence_person_id_last_day_idx" ON "absence"("person_id", "last_day");

-- CreateIndex
CREATE UNIQUE INDEX "contest_handoff_id_key" ON "contest"("handoff_id");

-- CreateIndex
CREATE UNIQUE INDEX "contest_position_contest_id_person_id_key" ON "contest_position"("contest_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_person_id_key_key" ON "notice"("person_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "letter_key_key" ON "letter"("key");

-- CreateIndex
CREATE INDEX "nurture_enrolment_lead_id_idx" ON "nurture_enrolment"("lead_id");

-- CreateIndex
CREATE UNIQUE INDEX "nurture_step_enrolment_id_position_key" ON "nurture_step"("enrolment_id", "position");

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_updated_by_id_fkey" FOREIGN KEY ("updated_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_signature" ADD CONSTRAINT "agreement_signature_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_signature" ADD CONSTRAINT "agreement_signature_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_event" ADD CONSTRAINT "agreement_event_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_event" ADD CONSTRAINT "agreement_event_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holiday" ADD CONSTRAINT "holiday_calendar_id_fkey" FOREIGN KEY ("calendar_id") REFERENCES "work_calendar"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "routing_rule"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_calendar_id_fkey" FOREIGN KEY ("calendar_id") REFERENCES "work_calendar"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest" ADD CONSTRAINT "contest_handoff_id_fkey" FOREIGN KEY ("handoff_id") REFERENCES "handoff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest" ADD CONSTRAINT "contest_opened_by_id_fkey" FOREIGN KEY ("opened_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest" ADD CONSTRAINT "contest_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest_position" ADD CONSTRAINT "contest_position_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest_position" ADD CONSTRAINT "contest_position_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_handoff_id_fkey" FOREIGN KEY ("handoff_id") REFERENCES "handoff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_letter_id_fkey" FOREIGN KEY ("letter_id") REFERENCES "letter"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_preference" ADD CONSTRAINT "notice_preference_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nurture_plan" ADD CONSTRAINT "nurture_plan_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nurture_plan_step" ADD CONSTRAINT "nurture_plan_step_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "nurture_plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nurture_enrolment" ADD CONSTRAINT "nurture_enrolment_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nurture_enrolment" ADD CONSTRAINT "nurture_enrolment_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "nurture_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nurture_enrolment" ADD CONSTRAINT "nurture_enrolment_attached_by_id_fkey" FOREIGN KEY ("attached_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nurture_step" ADD CONSTRAINT "nurture_step_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "nurture_enrolment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nurture_step" ADD CONSTRAINT "nurture_step_done_by_id_fkey" FOREIGN KEY ("done_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_calendar_id_fkey" FOREIGN KEY ("calendar_id") REFERENCES "work_calendar"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the schema language cannot say ------------------------------------------------------------

-- One draft of each kind at a time; a version that was signed does not change any more.
CREATE UNIQUE INDEX "agreement_one_draft" ON "agreement" ("kind") WHERE "state" = 'draft';
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_version" CHECK ("version" >= 2 AND "revision" >= 1);
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_signed" CHECK (("state" = 'signed') = ("signed_at" IS NOT NULL));

CREATE FUNCTION "agreement_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."state" <> 'draft' THEN
    RAISE EXCEPTION 'an agreement that is no draft does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Both heads, two people, and nobody after an edit: what they signed is what comes into force.
  IF NEW."state" = 'signed' AND (
    SELECT count(DISTINCT s."person_id") FROM "agreement_signature" s WHERE s."agreement_id" = NEW."id"
  ) <> 2 THEN
    RAISE EXCEPTION 'an agreement comes into force with both signatures' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "agreement_guard" BEFORE UPDATE OR DELETE ON "agreement" FOR EACH ROW EXECUTE FUNCTION "agreement_guard"();

CREATE FUNCTION "agreement_signature_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT a."state" FROM "agreement" a WHERE a."id" = coalesce(NEW."agreement_id", OLD."agreement_id")) <> 'draft' THEN
    RAISE EXCEPTION 'the signatures of an agreement that is no draft do not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER "agreement_signature_guard" BEFORE INSERT OR UPDATE OR DELETE ON "agreement_signature" FOR EACH ROW EXECUTE FUNCTION "agreement_signature_guard"();

CREATE TRIGGER "agreement_event_append_only" BEFORE UPDATE OR DELETE ON "agreement_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

CREATE UNIQUE INDEX "work_calendar_name" ON "work_calendar" (lower("name")) WHERE "archived_at" IS NULL;
ALTER TABLE "work_calendar" ADD CONSTRAINT "work_calendar_own" CHECK ("id" <> 1 OR ("time_zone" IS NULL AND "archived_at" IS NULL));
ALTER TABLE "absence" ADD CONSTRAINT "absence_days" CHECK ("first_day" <= "last_day");

CREATE UNIQUE INDEX "team_name" ON "team" (lower("name")) WHERE "archived_at" IS NULL;
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_target" CHECK ("person_id" IS NULL OR "team_id" IS NULL);
ALTER TABLE "person" ADD CONSTRAINT "person_capacity" CHECK ("capacity" >= 0);
ALTER TABLE "person" ADD CONSTRAINT "person_quiet" CHECK ("quiet_from" BETWEEN 0 AND 1439 AND "quiet_to" BETWEEN 0 AND 1439 AND "digest_at" BETWEEN 0 AND 1439);

CREATE UNIQUE INDEX "nurture_plan_name" ON "nurture_plan" (lower("name")) WHERE "archived_at" IS NULL;
ALTER TABLE "nurture_plan_step" ADD CONSTRAINT "nurture_plan_step_days" CHECK ("after_days" BETWEEN 0 AND 3650);
CREATE UNIQUE INDEX "nurture_enrolment_one" ON "nurture_enrolment" ("lead_id") WHERE "ended_at" IS NULL;
ALTER TABLE "nurture_enrolment" ADD CONSTRAINT "nurture_enrolment_end" CHECK (("ended_at" IS NULL) = ("end" IS NULL));
CREATE INDEX "nurture_step_due" ON "nurture_step" ("due_on", "id") WHERE "done_at" IS NULL AND "skipped_at" IS NULL;
CREATE INDEX "nurture_step_lead" ON "nurture_step" ("lead_id") WHERE "done_at" IS NULL AND "skipped_at" IS NULL;

CREATE INDEX "notice_newest" ON "notice" ("person_id", "id" DESC);
CREATE INDEX "notice_unread" ON "notice" ("person_id") WHERE "read_at" IS NULL;
CREATE INDEX "notice_to_mail" ON "notice" ("mail_at", "id") WHERE "mail_at" IS NOT NULL AND "letter_id" IS NULL;
CREATE INDEX "notice_handoff" ON "notice" ("handoff_id") WHERE "handoff_id" IS NOT NULL;
CREATE INDEX "notice_lead" ON "notice" ("lead_id") WHERE "lead_id" IS NOT NULL;
CREATE INDEX "letter_to_send" ON "letter" ("send_at", "id") WHERE "sent_at" IS NULL;

CREATE INDEX "handoff_alarm_at" ON "handoff" ("alarm_at", "id") WHERE "alarm_at" IS NOT NULL;
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_alarm_pending" CHECK (("alarm" IS NULL) = ("alarm_at" IS NULL) AND ("state" = 'pending' OR "alarm_at" IS NULL));
ALTER TABLE "contest" ADD CONSTRAINT "contest_settled" CHECK (("outcome" IS NULL) = ("settled_at" IS NULL) AND ("settled_at" IS NULL) = ("settled_by_id" IS NULL));
CREATE INDEX "contest_open" ON "contest" ("opened_at", "id") WHERE "settled_at" IS NULL;

ALTER TABLE "lead" ADD CONSTRAINT "lead_expected_amount" CHECK ("expected_amount" >= 0);
CREATE INDEX "lead_segment" ON "lead" ("segment", "created_at" DESC) WHERE "segment" IS NOT NULL;

UPDATE "rejection_reason" SET "needs_attempts" = true WHERE "code" = 'not_reachable';
