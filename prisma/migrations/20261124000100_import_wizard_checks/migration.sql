-- What the schema language cannot say. A new value of an enum may not be used in the migration that makes it.
ALTER TABLE "import_run" ADD CONSTRAINT "import_mapping_known" CHECK ("state" = 'draft' OR "mapping" IS NOT NULL);
ALTER TABLE "import_run" ADD CONSTRAINT "import_undone_known"
  CHECK (("state" = 'undone') = ("undone_at" IS NOT NULL));
ALTER TABLE "import_fix" ADD CONSTRAINT "import_fix_place" CHECK ("row" > 0 AND "column" >= 0);
-- Names are compared without regard to case.
CREATE UNIQUE INDEX "import_template_name" ON "import_template" ("kind", lower("name"));
