-- AlterTable
ALTER TABLE "import_run" ADD COLUMN     "table_sheet" TEXT;

-- What the schema language cannot say

-- Pieces of files are written once and read in order: packing them costs more than the room they take for a month.
ALTER TABLE "import_chunk" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
