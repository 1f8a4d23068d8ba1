#include "app/ctl/scenario_compare.h"

#include "app/ctl/cancel.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/json_text.h"
#include "app/ctl/output_form.h"
#include "app/ctl/scenario_input.h"
#include "app/ctl/scenario_possible.h"
#include "app/ctl/scenario_text.h"
#include "app/ctl/stop_watch.h"
#include "twin/scenario/base_check.h"
#include "twin/scenario/comparison.h"
#include "twin/scenario/report_text.h"
#include "twin/scenario/schedule.h"
#include "twin/support/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using namespace twin::scenario;
using twin::failure;
using twin::Result;
using Kind = OptionSpec::Kind;

Result<Compared> columnOf(const Args& args, const Ground& ground, const Situation& situation,
                          const std::string& file, std::string name)
{
    const N1Table n1 = n1Table(ground, situation, {threadsOf(args), cancelFlag(), {}});
    if (!n1.isWhole()) {
        return failure(twin::ErrorCode::Cancelled, "the comparison was cancelled");
    }
    Compared out;
    out.base = file.empty() ? baseTerms(ground) : std::string();
    out.file = file;
    out.name = std::move(name);
    out.stateHash = situation.stateHash;
    out.figures = figuresOf(situation, &n1);
    return out;
}

Result<Compared> runOne(const Args& args, const Ground& ground, const Document& document,
                        const std::string& file)
{
    if (auto possible = needPossible(ground, document, file); !possible) {
        return failure(std::move(possible.error()));
    }
    const Schedule schedule(ground, document.commands, document.horizon);
    auto edits = schedule.editsAt(schedule.lastMoment());
    auto situation = edits ? evaluate(ground, std::make_shared<const Edits>(std::move(*edits)), {true})
                           : Result<SituationPtr>(failure(std::move(edits.error())));
    if (!situation) {
        situation.error().file = file;
        return failure(std::move(situation.error()));
    }
    return columnOf(args, ground, **situation, file, document.name);
}

bool isSameBase(const BaseRef& a, const BaseRef& b)
{
    return a.registrySha256 == b.registrySha256 && a.workloadSha256 == b.workloadSha256 &&
           a.stateSha256 == b.stateSha256;
}

/// A ground that scenarios of one traffic, seed and assumptions share.
struct Shared
{
    const Document* first = nullptr; ///< that asked for it
    GroundPtr ground;
};

Result<std::vector<Document>> documentsOf(const Args& args)
{
    std::vector<Document> out;
    for (const std::string& file : args.texts("FILES")) {
        auto document = readDocument(file);
        if (!document) {
            return failure(std::move(document.error()));
        }
        document->seed = args.isTyped("--seed") ? seedOf(args) : document->seed;
        out.push_back(std::move(*document));
    }
    return out;
}

/// Of the scenarios in their order, each base before the first that starts from it: what is compared with
/// another base's column is no difference the commands make.
class Columns
{
  public:
    explicit Columns(const Args& args)
        : m_args(args)
    {}

    Result<std::vector<Compared>> make(const std::vector<Document>& documents)
    {
        GroundPtr last;
        for (std::size_t i = 0; i < documents.size(); ++i) {
            auto ground = groundOf(documents[i]);
            if (!ground) {
                std::string& file = ground.error().file;
                file = file.empty() ? m_args.texts("FILES")[i] : file;
                return failure(std::move(ground.error()));
            }
            auto column = runOne(m_args, **ground, documents[i], m_args.texts("FILES")[i]);
            if (!column) {
                return failure(std::move(column.error()));
            }
            m_out.push_back(std::move(*column));
            if (last != nullptr && last != *ground) {
                last->forgetN1(); // 25 MiB a base, of which many may be compared
            }
            last = *ground;
        }
        titleColumns(m_out);
        return std::move(m_out);
    }

  private:
    /// The ground a document asks for, opened once; a new one brings its column.
    Result<GroundPtr> groundOf(const Document& document)
    {
        const auto known = std::ranges::find_if(
            m_shared, [&](const Shared& shared) { return sameGroundOptions(*shared.first, document); });
        if (known != m_shared.end() && isSameBase(known->first->base, document.base)) {
            return known->ground;
        }
        auto opened = openGround(m_args, document); // or it says that the document is about another base
        if (!opened || known != m_shared.end()) {
            return opened ? Result<GroundPtr>(known->ground) : opened;
        }
        auto column = columnOf(m_args, **opened, *(*opened)->before(), "", "base");
        if (!column) {
            return failure(std::move(column.error()));
        }
        m_out.push_back(std::move(*column));
        m_shared.push_back({&document, *opened});
        return opened;
    }

    const Args& m_args;
    std::vector<Shared> m_shared;
    std::vector<Compared> m_out;
};

std::vector<std::string> tableForms()
{
    return {".csv", ".json"};
}

Result<std::vector<Compared>> columnsOf(const Args& args)
{
    const auto documents = documentsOf(args);
    return documents ? Columns(args).make(*documents) : failure(documents.error());
}

} // namespace

std::vector<OptionSpec> compareOptions()
{
    std::vector<OptionSpec> out{{"FILES", "scenario files", Kind::ManyTexts, true, ""},
                                outputOption("--out", "the table", false, tableForms())};
    for (const std::vector<OptionSpec>& more : {baseOptions(), computeOptions()}) {
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

int compareScenarios(const Args& args)
{
    const StopWatch watch;
    const auto columns = columnsOf(args);
    if (!columns) {
        return report(columns.error());
    }
    Json out = comparisonReport(*columns);
    if (args.has("--out")) {
        const bool isCsv = formOf(args.text("--out"), tableForms()) == ".csv";
        if (const auto written = twin::writeFileAtomically(args.text("--out"),
                                                           isCsv ? comparisonCsv(*columns) : fileText(out));
            !written) {
            return report(written.error());
        }
    }
    addSeconds(out, watch.seconds());
    if (args.json) {
        printLine(jsonText(out));
    } else {
        printCompareText(out, *columns);
    }
    return kDone;
}

} // namespace app::ctl
