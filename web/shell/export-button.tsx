import { ExportMenu } from './export-menu.tsx';

/** What every list leaves as. */
export const FILE_FORMATS = [['xlsx', 'Excel'], ['csv', 'CSV']] as const;

/** Takes a list out as a workbook or as CSV, with the filters that it is shown with. `path`: of the API, without `/api`. */
export const ExportButton = ({ path, query = {} }: { readonly path: string; readonly query?: Readonly<Record<string, string | undefined>> }) => {
  const files = FILE_FORMATS.map(([format, name]) => {
    const asked = new URLSearchParams({ ...Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '')), format });
    return { href: `/api${path}?${asked.toString()}`, name };
  });
  return <ExportMenu groups={[{ title: null, files }]} />;
};
