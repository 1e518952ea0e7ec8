CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "deal_state" AS ENUM ('open', 'won', 'lost');

-- CreateEnum
CREATE TYPE "handoff_state" AS ENUM ('pending', 'accepted', 'rejected');

-- CreateEnum
CREATE TYPE "import_kind" AS ENUM ('leads', 'outcomes', 'spend');

-- CreateEnum
CREATE TYPE "import_state" AS ENUM ('queued', 'checking', 'running', 'done', 'failed', 'undone');

-- CreateEnum
CREATE TYPE "lead_status" AS ENUM ('new', 'qualified', 'handed_off', 'accepted', 'deal', 'won', 'lost', 'nurture', 'disqualified');

-- CreateEnum
CREATE TYPE "origin" AS ENUM ('marketing', 'sales');

-- CreateEnum
CREATE TYPE "grade" AS ENUM ('hot', 'warm', 'cold');

-- CreateEnum
CREATE TYPE "answer" AS ENUM ('yes', 'no', 'unknown');

-- CreateEnum
CREATE TYPE "lead_response" AS ENUM ('engaged', 'call_back', 'no_answer', 'do_not_disturb');

-- CreateEnum
CREATE TYPE "touch_kind" AS ENUM ('enquiry', 'visit', 'download', 'price_request', 'demo_request', 'event', 'other');

-- CreateEnum
CREATE TYPE "activity_kind" AS ENUM ('call', 'email', 'meeting', 'note', 'task');

-- CreateEnum
CREATE TYPE "reason_outcome" AS ENUM ('nurture', 'disqualified');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('marketer', 'sales', 'executive', 'admin');

-- CreateEnum
CREATE TYPE "side" AS ENUM ('marketing', 'sales');

-- CreateEnum
CREATE TYPE "person_status" AS ENUM ('active', 'invited', 'disabled', 'inactive');

-- CreateEnum
CREATE TYPE "link_purpose" AS ENUM ('invitation', 'password_reset', 'sign_in');

-- CreateTable
CREATE TABLE "idempotency_key" (
    "person_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "headers" JSONB,
    "body" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("person_id","key")
);

-- CreateTable
CREATE TABLE "channel" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" SERIAL NOT NULL,
    "channel_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "spend" (
    "id" SERIAL NOT NULL,
    "channel_id" INTEGER NOT NULL,
    "campaign_id" INTEGER,
    "side" "side" NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "amount" DECIMAL(14,2) NOT NULL DEFAULT 0,
    "reach" INTEGER NOT NULL DEFAULT 0,
    "responses" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by_id" INTEGER NOT NULL,

    CONSTRAINT "spend_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deal" (
    "id" SERIAL NOT NULL,
    "lead_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "amount" DECIMAL(14,2),
    "expected_close_on" DATE,
    "state" "deal_state" NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "owner_id" INTEGER,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "lost_reason" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handoff" (
    "id" SERIAL NOT NULL,
    "lead_id" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "state" "handoff_state" NOT NULL DEFAULT 'pending',
    "grade" "grade",
    "definition_version" INTEGER NOT NULL DEFAULT 1,
    "override_reason" TEXT,
    "note" TEXT,
    "offered_by_id" INTEGER NOT NULL,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "assignee_id" INTEGER,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "first_opened_at" TIMESTAMPTZ(3),
    "question" TEXT,
    "asked_by_id" INTEGER,
    "asked_at" TIMESTAMPTZ(3),
    "answer_due_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "answered_by_id" INTEGER,
    "answered_at" TIMESTAMPTZ(3),
    "decided_by_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "response_minutes" INTEGER,
    "reason_id" INTEGER,
    "comment" TEXT,
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "handoff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" SERIAL NOT NULL,
    "kind" "import_kind" NOT NULL,
    "state" "import_state" NOT NULL DEFAULT 'queued',
    "file_name" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "touched" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "cursor" INTEGER NOT NULL DEFAULT 0,
    "header" TEXT[],
    "failure" JSONB,
    "created_by_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_chunk" (
    "import_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "import_chunk_pkey" PRIMARY KEY ("import_id","position")
);

-- CreateTable
CREATE TABLE "import_rejected_row" (
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "cells" TEXT[],
    "problems" JSONB NOT NULL,

    CONSTRAINT "import_rejected_row_pkey" PRIMARY KEY ("import_id","row")
);

-- CreateTable
CREATE TABLE "lead" (
    "id" SERIAL NOT NULL,
    "status" "lead_status" NOT NULL DEFAULT 'new',
    "version" INTEGER NOT NULL DEFAULT 1,
    "origin" "origin" NOT NULL DEFAULT 'marketing',
    "external_id" TEXT,
    "company" TEXT,
    "contact_name" TEXT,
    "job_title" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "website" TEXT,
    "country" TEXT,
    "region" TEXT,
    "note" TEXT,
    "display_name" TEXT NOT NULL,
    "channel_id" INTEGER,
    "campaign_id" INTEGER,
    "utm_source" TEXT,
    "utm_medium" TEXT,
    "utm_campaign" TEXT,
    "utm_term" TEXT,
    "utm_content" TEXT,
    "owner_id" INTEGER,
    "assignee_id" INTEGER,
    "grade" "grade",
    "computed_grade" "grade",
    "need_formed" "answer",
    "value_understood" "answer",
    "has_budget" "answer",
    "ready_soon" "answer",
    "response" "lead_response",
    "override_reason" TEXT,
    "nurture_wake_on" DATE,
    "nurture_next_step" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "status_since" TIMESTAMPTZ(3) NOT NULL,
    "last_contact_at" TIMESTAMPTZ(3) NOT NULL,
    "qualified_at" TIMESTAMPTZ(3),
    "handed_off_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "deal_at" TIMESTAMPTZ(3),
    "won_at" TIMESTAMPTZ(3),
    "lost_at" TIMESTAMPTZ(3),
    "reached" SMALLINT GENERATED ALWAYS AS (CASE WHEN "won_at" IS NOT NULL THEN 5 WHEN coalesce("deal_at", "lost_at") IS NOT NULL THEN 4 WHEN "accepted_at" IS NOT NULL THEN 3 WHEN "handed_off_at" IS NOT NULL THEN 2 WHEN "qualified_at" IS NOT NULL THEN 1 ELSE 0 END) STORED NOT NULL,
    "reached_qualified" TIMESTAMPTZ(3) GENERATED ALWAYS AS (coalesce("qualified_at", "handed_off_at", "accepted_at", "deal_at", least("won_at", "lost_at"))) STORED,
    "reached_handed_off" TIMESTAMPTZ(3) GENERATED ALWAYS AS (coalesce("handed_off_at", "accepted_at", "deal_at", least("won_at", "lost_at"))) STORED,
    "reached_accepted" TIMESTAMPTZ(3) GENERATED ALWAYS AS (coalesce("accepted_at", "deal_at", least("won_at", "lost_at"))) STORED,
    "reached_deal" TIMESTAMPTZ(3) GENERATED ALWAYS AS (coalesce("deal_at", least("won_at", "lost_at"))) STORED,
    "email_key" TEXT,
    "phone_key" TEXT,
    "company_key" TEXT,
    "search_text" TEXT NOT NULL DEFAULT '',
    "sort_name" TEXT NOT NULL DEFAULT '',
    "import_id" INTEGER,

    CONSTRAINT "lead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead_event" (
    "id" BIGSERIAL NOT NULL,
    "lead_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "from_status" "lead_status",
    "to_status" "lead_status",
    "actor_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "lead_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "touch" (
    "id" SERIAL NOT NULL,
    "lead_id" INTEGER NOT NULL,
    "kind" "touch_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "channel_id" INTEGER,
    "campaign_id" INTEGER,
    "data" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "touch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity" (
    "id" SERIAL NOT NULL,
    "lead_id" INTEGER NOT NULL,
    "kind" "activity_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "due_on" DATE,
    "done_at" TIMESTAMPTZ(3),
    "author_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "default_country" CHAR(2) NOT NULL DEFAULT 'DE',
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation_secret" (
    "id" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "installation_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rejection_reason" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "name_ru" TEXT NOT NULL,
    "outcome" "reason_outcome" NOT NULL,
    "nurture_days" INTEGER,
    "counts_against_marketing" BOOLEAN NOT NULL DEFAULT true,
    "needs_comment" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "rejection_reason_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" SERIAL NOT NULL,
    "email" TEXT,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "roles" "role"[],
    "head_of" "side"[],
    "status" "person_status" NOT NULL DEFAULT 'invited',
    "external_id" TEXT,
    "locale" VARCHAR(5) NOT NULL DEFAULT 'en',
    "theme" VARCHAR(10) NOT NULL DEFAULT 'system',
    "time_zone" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "id" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "purpose" "link_purpose" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "throttle" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_id_channel_id_key" ON "campaign"("id", "channel_id");

-- CreateIndex
CREATE INDEX "spend_first_day_last_day_idx" ON "spend"("first_day", "last_day");

-- CreateIndex
CREATE INDEX "deal_lead_id_idx" ON "deal"("lead_id");

-- CreateIndex
CREATE UNIQUE INDEX "handoff_lead_id_round_key" ON "handoff"("lead_id", "round");

-- CreateIndex
CREATE INDEX "lead_created_at_id_idx" ON "lead"("created_at", "id");

-- CreateIndex
CREATE INDEX "lead_updated_at_id_idx" ON "lead"("updated_at", "id");

-- CreateIndex
CREATE INDEX "lead_sort_name_id_idx" ON "lead"("sort_name", "id");

-- CreateIndex
CREATE INDEX "lead_status_created_at_id_idx" ON "lead"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "lead_grade_created_at_id_idx" ON "lead"("grade", "created_at", "id");

-- CreateIndex
CREATE INDEX "lead_channel_id_created_at_id_idx" ON "lead"("channel_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "lead_campaign_id_created_at_id_idx" ON "lead"("campaign_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "lead_owner_id_created_at_id_idx" ON "lead"("owner_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "lead_assignee_id_created_at_id_idx" ON "lead"("assignee_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "lead_event_lead_id_id_idx" ON "lead_event"("lead_id", "id");

-- CreateIndex
CREATE INDEX "touch_lead_id_at_idx" ON "touch"("lead_id", "at");

-- CreateIndex
CREATE INDEX "activity_lead_id_at_idx" ON "activity"("lead_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "rejection_reason_code_key" ON "rejection_reason"("code");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "person_external_id_key" ON "person"("external_id");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "one_time_link_person_id_idx" ON "one_time_link"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_person_id_idx" ON "api_key"("person_id");

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spend" ADD CONSTRAINT "spend_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spend" ADD CONSTRAINT "spend_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deal" ADD CONSTRAINT "deal_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deal" ADD CONSTRAINT "deal_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_offered_by_id_fkey" FOREIGN KEY ("offered_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_answered_by_id_fkey" FOREIGN KEY ("answered_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_reason_id_fkey" FOREIGN KEY ("reason_id") REFERENCES "rejection_reason"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_chunk" ADD CONSTRAINT "import_chunk_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_rejected_row" ADD CONSTRAINT "import_rejected_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead" ADD CONSTRAINT "lead_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead" ADD CONSTRAINT "lead_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead" ADD CONSTRAINT "lead_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead" ADD CONSTRAINT "lead_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_event" ADD CONSTRAINT "lead_event_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_event" ADD CONSTRAINT "lead_event_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "touch" ADD CONSTRAINT "touch_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "touch" ADD CONSTRAINT "touch_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "touch" ADD CONSTRAINT "touch_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What the schema language cannot say ------------------------------------------------------------

-- One company per installation; fifty first administrators at once: one wins here.
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_single" CHECK ("id" = 1);

ALTER TABLE "person" ADD CONSTRAINT "person_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "person" ADD CONSTRAINT "person_account" CHECK ("status" <> 'active' OR ("email" IS NOT NULL AND cardinality("roles") > 0));
ALTER TABLE "person" ADD CONSTRAINT "person_locale" CHECK ("locale" IN ('en', 'ru'));
ALTER TABLE "person" ADD CONSTRAINT "person_theme" CHECK ("theme" IN ('system', 'light', 'dark'));

CREATE UNIQUE INDEX "channel_name" ON "channel" (lower("name"));
CREATE UNIQUE INDEX "campaign_name" ON "campaign" ("channel_id", lower("name"));

ALTER TABLE "rejection_reason" ADD CONSTRAINT "rejection_reason_days" CHECK (("outcome" = 'nurture') = ("nurture_days" IS NOT NULL) AND "nurture_days" BETWEEN 0 AND 3650);

ALTER TABLE "spend" ADD CONSTRAINT "spend_row" UNIQUE NULLS NOT DISTINCT ("channel_id", "campaign_id", "side", "first_day", "last_day");
ALTER TABLE "spend" ADD CONSTRAINT "spend_not_negative" CHECK ("amount" >= 0 AND "reach" >= 0 AND "responses" >= 0);
ALTER TABLE "spend" ADD CONSTRAINT "spend_days" CHECK ("first_day" <= "last_day");
ALTER TABLE "spend" ADD CONSTRAINT "spend_campaign_in_channel" FOREIGN KEY ("campaign_id", "channel_id") REFERENCES "campaign" ("id", "channel_id");

ALTER TABLE "lead" ADD CONSTRAINT "lead_identity" CHECK (coalesce("email", "phone", "external_id") IS NOT NULL);
ALTER TABLE "lead" ADD CONSTRAINT "lead_campaign_has_channel" CHECK ("campaign_id" IS NULL OR "channel_id" IS NOT NULL);
ALTER TABLE "lead" ADD CONSTRAINT "lead_campaign_in_channel" FOREIGN KEY ("campaign_id", "channel_id") REFERENCES "campaign" ("id", "channel_id");
-- A state that is reached has its time; a lead in nurture has a date to wake.
ALTER TABLE "lead" ADD CONSTRAINT "lead_status_time" CHECK (CASE "status"
  WHEN 'qualified' THEN "qualified_at" IS NOT NULL
  WHEN 'handed_off' THEN "handed_off_at" IS NOT NULL
  WHEN 'accepted' THEN "accepted_at" IS NOT NULL
  WHEN 'deal' THEN "deal_at" IS NOT NULL
  WHEN 'won' THEN "won_at" IS NOT NULL
  WHEN 'lost' THEN "lost_at" IS NOT NULL
  WHEN 'nurture' THEN "nurture_wake_on" IS NOT NULL
  ELSE true END);

CREATE INDEX "lead_external_id" ON "lead" ("external_id") WHERE "external_id" IS NOT NULL;
CREATE INDEX "lead_email_key" ON "lead" ("email_key") WHERE "email_key" IS NOT NULL;
CREATE INDEX "lead_phone_key" ON "lead" ("phone_key") WHERE "phone_key" IS NOT NULL;
CREATE INDEX "lead_company_key" ON "lead" USING gin ("company_key" gin_trgm_ops);
CREATE INDEX "lead_search" ON "lead" USING gin ("search_text" gin_trgm_ops);
CREATE INDEX "lead_nurture_wake" ON "lead" ("nurture_wake_on", "id") WHERE "status" = 'nurture';
CREATE INDEX "lead_nurture_quiet" ON "lead" ("last_contact_at", "id") WHERE "status" = 'nurture';
CREATE INDEX "lead_reached_qualified" ON "lead" ("reached_qualified", "id") WHERE "reached_qualified" IS NOT NULL;
CREATE INDEX "lead_reached_handed_off" ON "lead" ("reached_handed_off", "id") WHERE "reached_handed_off" IS NOT NULL;
CREATE INDEX "lead_reached_accepted" ON "lead" ("reached_accepted", "id") WHERE "reached_accepted" IS NOT NULL;
CREATE INDEX "lead_reached_deal" ON "lead" ("reached_deal", "id") WHERE "reached_deal" IS NOT NULL;
CREATE INDEX "lead_won" ON "lead" ("won_at", "id") WHERE "won_at" IS NOT NULL;
CREATE INDEX "lead_import" ON "lead" ("import_id") WHERE "import_id" IS NOT NULL;

-- The history is append-only.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "lead_event_append_only" BEFORE UPDATE OR DELETE ON "lead_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- At most one open handoff and one open deal per lead, whatever two people do at once.
CREATE UNIQUE INDEX "handoff_one_pending" ON "handoff" ("lead_id") WHERE "state" = 'pending';
CREATE UNIQUE INDEX "deal_one_open" ON "deal" ("lead_id") WHERE "state" = 'open';

ALTER TABLE "handoff" ADD CONSTRAINT "handoff_verdict" CHECK (("state" = 'pending') = ("decided_at" IS NULL) AND ("decided_at" IS NULL) = ("decided_by_id" IS NULL));
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_reason" CHECK (("state" = 'rejected') = ("reason_id" IS NOT NULL));
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_question" CHECK (("question" IS NULL) = ("asked_at" IS NULL) AND ("answer" IS NULL) = ("answered_at" IS NULL) AND ("answer" IS NULL OR "question" IS NOT NULL));
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_round" CHECK ("round" >= 1 AND "due_at" >= "offered_at");
CREATE INDEX "handoff_pending_due" ON "handoff" ("due_at", "id") WHERE "state" = 'pending';
CREATE INDEX "handoff_pending_assignee" ON "handoff" ("assignee_id", "due_at", "id") WHERE "state" = 'pending';
CREATE INDEX "handoff_decided" ON "handoff" ("decided_at", "id") WHERE "decided_at" IS NOT NULL;
CREATE INDEX "handoff_due" ON "handoff" ("due_at");
CREATE INDEX "handoff_returned" ON "handoff" ("offered_by_id", "decided_at") WHERE "state" = 'rejected' AND "seen_at" IS NULL;
CREATE INDEX "handoff_question_open" ON "handoff" ("offered_by_id", "asked_at") WHERE "asked_at" IS NOT NULL AND "answered_at" IS NULL AND "state" = 'pending';

ALTER TABLE "deal" ADD CONSTRAINT "deal_amount" CHECK ("amount" >= 0);
ALTER TABLE "deal" ADD CONSTRAINT "deal_closed" CHECK (("state" = 'open') = ("closed_at" IS NULL) AND ("state" <> 'lost' OR "lost_reason" IS NOT NULL) AND ("state" <> 'won' OR "amount" IS NOT NULL));
CREATE INDEX "deal_open" ON "deal" ("expected_close_on", "id") WHERE "state" = 'open';
CREATE INDEX "deal_closed_at" ON "deal" ("closed_at", "id") WHERE "closed_at" IS NOT NULL;
CREATE INDEX "deal_owner" ON "deal" ("owner_id", "state");

ALTER TABLE "import_run" ADD CONSTRAINT "import_counts" CHECK ("state" <> 'done' OR "total" = "created" + "updated" + "touched" + "skipped" + "rejected");
