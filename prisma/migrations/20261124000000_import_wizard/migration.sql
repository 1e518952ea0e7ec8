-- CreateEnum
CREATE TYPE "import_file_type" AS ENUM ('csv', 'xlsx');

-- CreateEnum
CREATE TYPE "import_part" AS ENUM ('file', 'table');

-- CreateEnum
CREATE TYPE "import_effect_kind" AS ENUM ('updated', 'touched', 'outcome', 'spend');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "import_state" ADD VALUE 'draft';
ALTER TYPE "import_state" ADD VALUE 'stopped';
ALTER TYPE "import_state" ADD VALUE 'undoing';

-- AlterTable
ALTER TABLE "import_chunk" DROP CONSTRAINT "import_chunk_pkey",
ADD COLUMN     "part" "import_part" NOT NULL DEFAULT 'file',
ADD CONSTRAINT "import_chunk_pkey" PRIMARY KEY ("import_id", "part", "position");

-- AlterTable
ALTER TABLE "import_run" ADD COLUMN     "draft" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "file_size" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "file_type" "import_file_type" NOT NULL DEFAULT 'csv',
ADD COLUMN     "findings" JSONB,
ADD COLUMN     "source" TEXT,
ADD COLUMN     "stop_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "undo" JSONB,
ADD COLUMN     "undone_at" TIMESTAMPTZ(3),
ADD COLUMN     "undone_by_id" INTEGER,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ALTER COLUMN "mapping" DROP NOT NULL;

-- CreateTable
CREATE TABLE "import_fix" (
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    "value" TEXT NOT NULL,
    "by_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_fix_pkey" PRIMARY KEY ("import_id","row","column")
);

-- CreateTable
CREATE TABLE "import_problem_row" (
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "cells" TEXT[],
    "problems" JSONB NOT NULL,

    CONSTRAINT "import_problem_row_pkey" PRIMARY KEY ("import_id","row")
);

-- CreateTable
CREATE TABLE "import_effect" (
    "id" BIGSERIAL NOT NULL,
    "import_id" INTEGER NOT NULL,
    "kind" "import_effect_kind" NOT NULL,
    "subject" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "before" JSONB,
    "made" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "import_effect_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_template" (
    "id" SERIAL NOT NULL,
    "kind" "import_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "header_key" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "created_by_id" INTEGER NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "import_template_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "import_effect_import_id_id_idx" ON "import_effect"("import_id", "id");

-- CreateIndex
CREATE INDEX "import_template_header_key_idx" ON "import_template"("header_key");

-- CreateIndex
CREATE UNIQUE INDEX "import_template_kind_name_key" ON "import_template"("kind", "name");

-- CreateIndex
CREATE INDEX "import_run_created_at_id_idx" ON "import_run"("created_at", "id");

-- AddForeignKey
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_undone_by_id_fkey" FOREIGN KEY ("undone_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_fix" ADD CONSTRAINT "import_fix_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_fix" ADD CONSTRAINT "import_fix_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_problem_row" ADD CONSTRAINT "import_problem_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_effect" ADD CONSTRAINT "import_effect_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_template" ADD CONSTRAINT "import_template_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
