-- DropIndex
DROP INDEX "import_template_kind_name_key";

-- AlterTable
ALTER TABLE "import_template" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

-- What the schema language cannot say

-- The name of a deleted one is free; it comes back under it, unless it has been taken.
DROP INDEX "import_template_name";
CREATE UNIQUE INDEX "import_template_name" ON "import_template" ("kind", lower("name")) WHERE "deleted_at" IS NULL;
