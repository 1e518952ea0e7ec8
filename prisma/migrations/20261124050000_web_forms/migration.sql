-- CreateEnum
CREATE TYPE "submission_state" AS ENUM ('taken', 'held', 'released', 'discarded');

-- CreateTable
CREATE TABLE "web_form" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "touch_kind" NOT NULL DEFAULT 'enquiry',
    "fields" JSONB NOT NULL,
    "wording" JSONB NOT NULL,
    "consent_required" BOOLEAN NOT NULL DEFAULT true,
    "channel_id" INTEGER,
    "campaign_id" INTEGER,
    "owner_id" INTEGER NOT NULL,
    "redirect_url" TEXT,
    "sites" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),
    "created_by_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_form_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_submission" (
    "id" SERIAL NOT NULL,
    "form_id" INTEGER NOT NULL,
    "state" "submission_state" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "once_key" TEXT NOT NULL,
    "token_id" TEXT,
    "content" JSONB,
    "reasons" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "visitor_id" TEXT,
    "lead_id" INTEGER,
    "duplicate" BOOLEAN,
    "decided_by_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "form_submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_visitor" (
    "id" TEXT NOT NULL,
    "form_id" INTEGER NOT NULL,
    "lead_id" INTEGER,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "site_visitor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_touch" (
    "id" BIGSERIAL NOT NULL,
    "visitor_id" TEXT NOT NULL,
    "once_key" TEXT NOT NULL,
    "kind" "touch_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "page" TEXT,
    "label" TEXT,
    "given" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "site_touch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "web_form_key_key" ON "web_form"("key");

-- CreateIndex
CREATE INDEX "form_submission_form_id_id_idx" ON "form_submission"("form_id", "id");

-- CreateIndex
CREATE INDEX "form_submission_once_key_idx" ON "form_submission"("once_key");

-- CreateIndex
CREATE UNIQUE INDEX "site_touch_visitor_id_once_key_key" ON "site_touch"("visitor_id", "once_key");

-- AddForeignKey
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_form_id_fkey" FOREIGN KEY ("form_id") REFERENCES "web_form"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_visitor" ADD CONSTRAINT "site_visitor_form_id_fkey" FOREIGN KEY ("form_id") REFERENCES "web_form"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_touch" ADD CONSTRAINT "site_touch_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "site_visitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say

ALTER TABLE "web_form" ADD CONSTRAINT "web_form_channel" FOREIGN KEY ("channel_id") REFERENCES "channel" ("id");
ALTER TABLE "web_form" ADD CONSTRAINT "web_form_campaign" FOREIGN KEY ("campaign_id", "channel_id") REFERENCES "campaign" ("id", "channel_id");
ALTER TABLE "web_form" ADD CONSTRAINT "web_form_campaign_needs_channel" CHECK ("campaign_id" IS NULL OR "channel_id" IS NOT NULL);
ALTER TABLE "web_form" ADD CONSTRAINT "web_form_owner" FOREIGN KEY ("owner_id") REFERENCES "person" ("id");
ALTER TABLE "web_form" ADD CONSTRAINT "web_form_created_by" FOREIGN KEY ("created_by_id") REFERENCES "person" ("id");
ALTER TABLE "web_form" ADD CONSTRAINT "web_form_key_shape" CHECK ("key" ~ '^[A-Za-z0-9_-]{8,40}$');
CREATE UNIQUE INDEX "web_form_name" ON "web_form" (lower("name")) WHERE "archived_at" IS NULL;

ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_decided_by" FOREIGN KEY ("decided_by_id") REFERENCES "person" ("id");
-- What waits for somebody has its content, what is a lead's has not: it is not kept twice.
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_content" CHECK (("state" IN ('taken', 'released')) = ("content" IS NULL));
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_lead" CHECK (("state" IN ('taken', 'released')) = ("lead_id" IS NOT NULL));
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_decided" CHECK (("state" IN ('released', 'discarded')) = ("decided_at" IS NOT NULL));
CREATE INDEX "form_submission_waiting" ON "form_submission" ("state", "id") WHERE "state" IN ('held', 'discarded');
CREATE INDEX "form_submission_token" ON "form_submission" ("token_id") WHERE "token_id" IS NOT NULL;

CREATE INDEX "site_touch_at" ON "site_touch" ("at");
CREATE INDEX "site_visitor_last" ON "site_visitor" ("last_at");
