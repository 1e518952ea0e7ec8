-- AlterTable
ALTER TABLE "import_run" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "made" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "import_kept" (
    "id" BIGSERIAL NOT NULL,
    "import_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "lead_id" INTEGER,
    "spend_id" INTEGER,
    "name" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "by_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_kept_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "import_kept_import_id_id_idx" ON "import_kept"("import_id", "id");

-- CreateIndex
CREATE INDEX "import_effect_import_id_subject_idx" ON "import_effect"("import_id", "subject");

-- CreateIndex
CREATE INDEX "import_effect_subject_idx" ON "import_effect"("subject");

-- AddForeignKey
ALTER TABLE "import_kept" ADD CONSTRAINT "import_kept_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say
ALTER TABLE "import_kept" ADD CONSTRAINT "import_kept_one" CHECK (("lead_id" IS NULL) <> ("spend_id" IS NULL));
ALTER TABLE "import_kept" ADD CONSTRAINT "import_kept_kind" CHECK ("kind" IN ('created', 'updated', 'touched', 'outcome', 'spend'));

-- An undo goes through the leads that an import created in the order of their ids.
DROP INDEX "lead_import";
CREATE INDEX "lead_import" ON "lead" ("import_id", "id") WHERE "import_id" IS NOT NULL;
