-- CreateTable
CREATE TABLE "import_left_out" (
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "by_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_left_out_pkey" PRIMARY KEY ("import_id","row")
);

-- AddForeignKey
ALTER TABLE "import_left_out" ADD CONSTRAINT "import_left_out_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_left_out" ADD CONSTRAINT "import_left_out_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say
ALTER TABLE "import_left_out" ADD CONSTRAINT "import_left_out_row" CHECK ("row" > 0);
