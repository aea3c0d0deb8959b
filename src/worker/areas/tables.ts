import { readBenchmarks } from '../jobs/readBenchmarks';
import { readLines } from '../jobs/readLines';
import { readModelFile } from '../jobs/readModelFile';
import { writeTable } from '../jobs/writeTable';

/** Small tables in and out. */
export function tablesArea() {
  return { readModelFile, readLines, benchmarks: readBenchmarks, writeTable };
}
