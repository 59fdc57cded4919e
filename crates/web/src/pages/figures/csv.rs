//! The months of an application as a file for a spreadsheet: one row a month and figure.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use piket_core::figures::{Mean, Tally};
use piket_core::key::ApplicationKey;
use piket_engine::figures::MonthLine;

use super::year::MONTHS;
use crate::app::App;
use crate::extract::{Engineer, Now, Path};
use crate::problem::Problem;

/// `GET /applications/{key}/figures.csv`: the last twelve months, as it was and without what was
/// excused, times in seconds.
pub(super) async fn download(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<ApplicationKey>,
) -> Result<Response, Problem> {
    let last = app.desk().current_month(&key, now);
    let months = app.desk().months(engineer.who(), &key, last, MONTHS, now).await?;
    let name = format!("attachment; filename=\"figures-{key}.csv\"");
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, text(&months)).into_response())
}

fn text(months: &[MonthLine]) -> String {
    let mut lines = vec!["month,version,figure,of,raw,corrected,n".to_owned()];
    for month in months {
        let it = &month.figures;
        let version = month.version.map(|it| it.to_string()).unwrap_or_default();
        let mut row = |figure: &str, of: &str, raw: String, corrected: String, n: String| {
            lines.push(format!("{},{version},{figure},{of},{raw},{corrected},{n}", it.month));
        };
        if let Some(measured) = &it.availability {
            let percent =
                |it: &piket_core::figures::Availability| it.floored(6).unwrap_or_default();
            let (raw, corrected) = (&measured.raw, &measured.corrected);
            row("availability_pct", "", percent(raw), percent(corrected), String::new());
            let seconds = |time: piket_core::calendar::WorkingTime| time.seconds().to_string();
            row("agreed_s", "", seconds(raw.agreed), seconds(corrected.agreed), String::new());
            row("downtime_s", "", seconds(raw.down), seconds(corrected.down), String::new());
            row(
                "unmeasured_s",
                "",
                seconds(raw.unmeasured),
                seconds(corrected.unmeasured),
                String::new(),
            );
            row(
                "maintenance_s",
                "",
                seconds(raw.maintenance),
                seconds(corrected.maintenance),
                String::new(),
            );
        }
        for (metric, kept) in &it.kept {
            let share = |it: Tally| it.floored(6).unwrap_or_default();
            let n = kept.raw.total().to_string();
            row("kept_pct", metric.as_str(), share(kept.raw), share(kept.corrected), n);
        }
        let mut mean = |name: &str, mean: Mean| {
            let seconds = mean.seconds().map(|it| it.to_string()).unwrap_or_default();
            row(name, "", seconds.clone(), seconds, mean.n.to_string());
        };
        mean("mttd_s", it.times.detect);
        mean("mtta_s", it.times.acknowledge);
        mean("mtrs_s", it.times.restore);
        mean("mttr_s", it.times.repair);
        let total = it.incidents.total().to_string();
        row("incidents", "", total.clone(), total, String::new());
        let reopened = it.incidents.reopened.to_string();
        row("reopened", "", reopened.clone(), reopened, String::new());
    }
    lines.push(String::new());
    lines.join("\n")
}
