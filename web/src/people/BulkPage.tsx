import { templateOf } from "../api/people.ts";
import { useDesk } from "../setup/desk.ts";
import { ImportPage } from "../setup/ImportPage.tsx";
import { NewImport } from "../setup/NewImport.tsx";
import { useOffice } from "./office.ts";

/** People in bulk from the office's own table: looked at first, rows that cannot come go back. */
export function BulkPage({ job }: { job: string | null }) {
  const { said } = useOffice();
  const { server } = useDesk();
  if (job) return <ImportPage key={job} id={job} />;
  return (
    <NewImport kind="people">
      <a class="way" href={templateOf(server)} download="">
        {said.template}
      </a>
    </NewImport>
  );
}
