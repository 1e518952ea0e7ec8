-- CreateEnum
CREATE TYPE "bulk_outcome" AS ENUM ('done', 'refused', 'unchanged', 'gone');

-- CreateTable
CREATE TABLE "bulk_run" (
    "id" SERIAL NOT NULL,
    "action" JSONB NOT NULL,
    "filter" JSONB,
    "created_by_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "total" INTEGER NOT NULL,
    "stop_asked_at" TIMESTAMPTZ(3),
    "stop_asked_by_id" INTEGER,
    "done_at" TIMESTAMPTZ(3),
    "of_run_id" INTEGER,

    CONSTRAINT "bulk_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_lead" (
    "run_id" INTEGER NOT NULL,
    "lead_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "outcome" "bulk_outcome",
    "code" TEXT,
    "params" JSONB,
    "undo" JSONB,

    CONSTRAINT "bulk_lead_pkey" PRIMARY KEY ("run_id","lead_id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" INTEGER NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "query" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "view_default" (
    "role" "role" NOT NULL,
    "view_id" INTEGER NOT NULL,
    "set_by_id" INTEGER NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "view_default_pkey" PRIMARY KEY ("role")
);

-- CreateTable
CREATE TABLE "view_order" (
    "person_id" INTEGER NOT NULL,
    "view_ids" INTEGER[],

    CONSTRAINT "view_order_pkey" PRIMARY KEY ("person_id")
);

-- CreateIndex
CREATE INDEX "bulk_run_created_by_id_id_idx" ON "bulk_run"("created_by_id", "id");

-- CreateIndex
CREATE INDEX "bulk_lead_run_id_outcome_lead_id_idx" ON "bulk_lead"("run_id", "outcome", "lead_id");

-- CreateIndex
CREATE INDEX "bulk_lead_lead_id_idx" ON "bulk_lead"("lead_id");

-- CreateIndex
CREATE INDEX "saved_view_owner_id_idx" ON "saved_view"("owner_id");

-- CreateIndex
CREATE INDEX "view_default_view_id_idx" ON "view_default"("view_id");

-- AddForeignKey
ALTER TABLE "bulk_run" ADD CONSTRAINT "bulk_run_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_run" ADD CONSTRAINT "bulk_run_stop_asked_by_id_fkey" FOREIGN KEY ("stop_asked_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_run" ADD CONSTRAINT "bulk_run_of_run_id_fkey" FOREIGN KEY ("of_run_id") REFERENCES "bulk_run"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_lead" ADD CONSTRAINT "bulk_lead_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "bulk_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "view_default" ADD CONSTRAINT "view_default_view_id_fkey" FOREIGN KEY ("view_id") REFERENCES "saved_view"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "view_default" ADD CONSTRAINT "view_default_set_by_id_fkey" FOREIGN KEY ("set_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "view_order" ADD CONSTRAINT "view_order_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say ------------------------------------------------------------

-- The leads of a run that are still to come, in order.
CREATE INDEX "bulk_lead_open" ON "bulk_lead" ("run_id", "lead_id") WHERE "outcome" IS NULL;
-- Runs that go on.
CREATE INDEX "bulk_run_open" ON "bulk_run" ("created_by_id", "id") WHERE "done_at" IS NULL;

ALTER TABLE "bulk_lead" ADD CONSTRAINT "bulk_lead_reason" CHECK ("code" IS NULL OR "outcome" IN ('refused', 'gone'));
ALTER TABLE "bulk_lead" ADD CONSTRAINT "bulk_lead_undo" CHECK ("undo" IS NULL OR "outcome" = 'done');

CREATE UNIQUE INDEX "saved_view_name" ON "saved_view" ("owner_id", lower("name")) WHERE "deleted_at" IS NULL;
