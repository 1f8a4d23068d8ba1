#include "models/planner/command_form.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace models {

using twin::scenario::Action;
using twin::scenario::FieldKind;
using twin::scenario::FieldSpec;

namespace {

using enum CommandGroup;
using Source = FieldSource;

constexpr std::size_t kActions = std::variant_size_v<Action>;

struct Words
{
    CommandGroup group;
    const char* title;
    const char* help;
};

/// In the order of Action.
constexpr std::array<Words, kActions> kWords{{
    {Failures, QT_TRANSLATE_NOOP("models::CommandForms", "Fail…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "It is down.")},
    {Failures, QT_TRANSLATE_NOOP("models::CommandForms", "Degrade…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "A part of its capacity, or of its cards, is left.")},
    {Failures, QT_TRANSLATE_NOOP("models::CommandForms", "Drain…"),
     QT_TRANSLATE_NOOP("models::CommandForms",
                       "It carries no traffic and takes no new jobs; what runs in a pool goes on.")},
    {Failures, QT_TRANSLATE_NOOP("models::CommandForms", "Restore…"),
     QT_TRANSLATE_NOOP("models::CommandForms",
                       "What failed, was degraded or drained, or was down at the beginning, is back.")},
    {Network, QT_TRANSLATE_NOOP("models::CommandForms", "Add a link…"),
     QT_TRANSLATE_NOOP("models::CommandForms",
                       "A link between two sites, in conduits or with a delay of its own.")},
    {Network, QT_TRANSLATE_NOOP("models::CommandForms", "Add a conduit…"),
     QT_TRANSLATE_NOOP("models::CommandForms",
                       "A new conduit; links are added to it with a command of their own.")},
    {Network, QT_TRANSLATE_NOOP("models::CommandForms", "Add a resource pool…"),
     QT_TRANSLATE_NOOP("models::CommandForms",
                       "A pool like another one of its province, with its own access links.")},
    {Network, QT_TRANSLATE_NOOP("models::CommandForms", "Remove…"),
     QT_TRANSLATE_NOOP("models::CommandForms",
                       "A link, pool, or a conduit with all that is in it, is taken away.")},
    {Network, QT_TRANSLATE_NOOP("models::CommandForms", "Resize a link…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "Another capacity; the reverse direction in proportion.")},
    {Network, QT_TRANSLATE_NOOP("models::CommandForms", "Resize a conduit…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "The capacity of every link in it, times a factor.")},
    {Network, QT_TRANSLATE_NOOP("models::CommandForms", "Resize a resource pool…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "Its cards and plant, times a factor.")},
    {Network, QT_TRANSLATE_NOOP("models::CommandForms", "Let planned builds enter…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "What the registry plans is in service from its date on.")},
    {Money, QT_TRANSLATE_NOOP("models::CommandForms", "Set prices…"),
     QT_TRANSLATE_NOOP("models::CommandForms",
                       "Every price per card and hour, times a factor; of all pools when none is named.")},
    {Money, QT_TRANSLATE_NOOP("models::CommandForms", "Set the power tariff…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "What pools pay for power; all pools when none is named.")},
    {Money, QT_TRANSLATE_NOOP("models::CommandForms", "Set the PUE…"),
     QT_TRANSLATE_NOOP("models::CommandForms",
                       "Power of the facility over that of its IT; of all pools when none is named.")},
    {Demand, QT_TRANSLATE_NOOP("models::CommandForms", "Scale demand…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "Traffic times a factor; all of it when nothing is named.")},
    {Demand, QT_TRANSLATE_NOOP("models::CommandForms", "Let demand grow…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "Traffic grows with every quarter that has passed.")},
    {Demand, QT_TRANSLATE_NOOP("models::CommandForms", "Add a flow…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "Traffic from one place to another, steady or of a size.")},
    {Demand, QT_TRANSLATE_NOOP("models::CommandForms", "Submit a job…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "A job that runs on cards of one or several pools.")},
    {Demand, QT_TRANSLATE_NOOP("models::CommandForms", "Move a job…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "A job runs elsewhere; its flows go with it.")},
    {Demand, QT_TRANSLATE_NOOP("models::CommandForms", "Cancel a job…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "A job and its flows end.")},
    {Works, QT_TRANSLATE_NOOP("models::CommandForms", "Set the policy…"),
     QT_TRANSLATE_NOOP("models::CommandForms", "What paths are short in, and what a single cut may fill.")},
    {Works, QT_TRANSLATE_NOOP("models::CommandForms", "Planned work…"),
     QT_TRANSLATE_NOOP("models::CommandForms",
                       "Work on elements within a window; it gets a go or no-go with its reason.")},
}};

struct FieldWords
{
    std::string_view action; ///< empty: any
    std::string_view name;
    const char* label;
    const char* help = nullptr;
    Source source = Source::None;
    int shift = 0;
    const char* unit = "";
};

/// The first that fits is taken.
constexpr std::array kFieldWords{
    FieldWords{"add_link", "id", QT_TRANSLATE_NOOP("models::CommandForms", "New identifier")},
    FieldWords{"add_conduit", "id", QT_TRANSLATE_NOOP("models::CommandForms", "New identifier")},
    FieldWords{"add_pool", "id", QT_TRANSLATE_NOOP("models::CommandForms", "New identifier"),
               QT_TRANSLATE_NOOP("models::CommandForms",
                                 "It says province, enterprise and place: CN.64.E001.640500-009")},
    FieldWords{"add_demand", "id", QT_TRANSLATE_NOOP("models::CommandForms", "New identifier")},
    FieldWords{"submit_job", "id", QT_TRANSLATE_NOOP("models::CommandForms", "New identifier")},
    FieldWords{"planned_work", "id", QT_TRANSLATE_NOOP("models::CommandForms", "Name of the work")},
    FieldWords{"resize_link", "id", QT_TRANSLATE_NOOP("models::CommandForms", "Link"), nullptr, Source::Link},
    FieldWords{"resize_conduit", "id", QT_TRANSLATE_NOOP("models::CommandForms", "Conduit"), nullptr,
               Source::Conduit},
    FieldWords{"resize_pool", "id", QT_TRANSLATE_NOOP("models::CommandForms", "Resource pool"), nullptr,
               Source::Pool},
    FieldWords{"move_job", "id", QT_TRANSLATE_NOOP("models::CommandForms", "Job"), nullptr, Source::Job},
    FieldWords{"cancel_job", "id", QT_TRANSLATE_NOOP("models::CommandForms", "Job"), nullptr, Source::Job},
    FieldWords{"", "what", QT_TRANSLATE_NOOP("models::CommandForms", "What")},
    FieldWords{"", "id", QT_TRANSLATE_NOOP("models::CommandForms", "Which"),
               QT_TRANSLATE_NOOP("models::CommandForms", "An identifier; type a part of it or of the name"),
               Source::Target},
    FieldWords{"", "with_sites", QT_TRANSLATE_NOOP("models::CommandForms", "Its sites lose power too")},
    FieldWords{"", "left", QT_TRANSLATE_NOOP("models::CommandForms", "What is left"), nullptr, Source::None,
               -2, "%"},
    FieldWords{"add_link", "a", QT_TRANSLATE_NOOP("models::CommandForms", "From"), nullptr, Source::Place},
    FieldWords{"add_link", "b", QT_TRANSLATE_NOOP("models::CommandForms", "To"), nullptr, Source::Place},
    FieldWords{"", "a", QT_TRANSLATE_NOOP("models::CommandForms", "From"), nullptr, Source::Place},
    FieldWords{"", "b", QT_TRANSLATE_NOOP("models::CommandForms", "To"), nullptr, Source::Place},
    FieldWords{"", "carrier", QT_TRANSLATE_NOOP("models::CommandForms", "Carrier"), nullptr, Source::Carrier},
    FieldWords{"", "capacity_bps", QT_TRANSLATE_NOOP("models::CommandForms", "Capacity"),
               QT_TRANSLATE_NOOP("models::CommandForms", "400 Gb/s, 3.2 Tb/s; without a unit Gb/s")},
    FieldWords{"", "conduits", QT_TRANSLATE_NOOP("models::CommandForms", "Conduits"),
               QT_TRANSLATE_NOOP("models::CommandForms", "One a line, in order from end to end"),
               Source::Conduit},
    FieldWords{"", "delay_ms", QT_TRANSLATE_NOOP("models::CommandForms", "Delay, one way"),
               QT_TRANSLATE_NOOP("models::CommandForms", "Without it: from the conduits' routes"),
               Source::None, 0, "ms"},
    FieldWords{"", "waves", QT_TRANSLATE_NOOP("models::CommandForms", "Waves")},
    FieldWords{"", "route_m", QT_TRANSLATE_NOOP("models::CommandForms", "Length of the route"), nullptr,
               Source::None, 3, "km"},
    FieldWords{"", "like", QT_TRANSLATE_NOOP("models::CommandForms", "Like"), nullptr, Source::Pool},
    FieldWords{"", "scale", QT_TRANSLATE_NOOP("models::CommandForms", "Times its size"),
               QT_TRANSLATE_NOOP("models::CommandForms", "Without it: as large")},
    FieldWords{"", "factor", QT_TRANSLATE_NOOP("models::CommandForms", "Factor"),
               QT_TRANSLATE_NOOP("models::CommandForms", "1.2 = a fifth more, 0.5 = half")},
    FieldWords{"", "pool", QT_TRANSLATE_NOOP("models::CommandForms", "Only this pool"), nullptr,
               Source::Pool},
    FieldWords{"", "subject", QT_TRANSLATE_NOOP("models::CommandForms", "Only this enterprise"), nullptr,
               Source::Subject},
    FieldWords{"", "province", QT_TRANSLATE_NOOP("models::CommandForms", "Only this province"),
               QT_TRANSLATE_NOOP("models::CommandForms", "Its adcode; type a part of its name"),
               Source::Province},
    FieldWords{"", "cny_per_kwh", QT_TRANSLATE_NOOP("models::CommandForms", "Tariff"), nullptr, Source::None,
               0, QT_TRANSLATE_NOOP("models::CommandForms", "CNY/kWh")},
    FieldWords{"", "pue", QT_TRANSLATE_NOOP("models::CommandForms", "PUE")},
    FieldWords{"submit_job", "kind", QT_TRANSLATE_NOOP("models::CommandForms", "Kind of job")},
    FieldWords{
        "", "kind", QT_TRANSLATE_NOOP("models::CommandForms", "Kind of traffic"),
        QT_TRANSLATE_NOOP("models::CommandForms",
                          "background, flow, elephant, mice, rdma, tcp or a traffic class; none: any")},
    FieldWords{"", "place", QT_TRANSLATE_NOOP("models::CommandForms", "Only at this place"),
               QT_TRANSLATE_NOOP("models::CommandForms", "A pool or site at either end"), Source::Place},
    FieldWords{"", "per_quarter", QT_TRANSLATE_NOOP("models::CommandForms", "Growth a quarter"), nullptr,
               Source::None, -2, "%"},
    FieldWords{"", "src", QT_TRANSLATE_NOOP("models::CommandForms", "From"), nullptr, Source::Place},
    FieldWords{"", "dst", QT_TRANSLATE_NOOP("models::CommandForms", "To"), nullptr, Source::Place},
    FieldWords{"", "bps", QT_TRANSLATE_NOOP("models::CommandForms", "Rate"),
               QT_TRANSLATE_NOOP("models::CommandForms", "400 Gb/s, 3.2 Tb/s; without a unit Gb/s")},
    FieldWords{"", "bytes", QT_TRANSLATE_NOOP("models::CommandForms", "Size"),
               QT_TRANSLATE_NOOP("models::CommandForms", "Without it: steady traffic"), Source::None, 12,
               "TB"},
    FieldWords{"", "deadline", QT_TRANSLATE_NOOP("models::CommandForms", "Deadline"),
               QT_TRANSLATE_NOOP("models::CommandForms",
                                 "2026-11-27 21:03 (UTC+8), or +1:30 from the scenario's beginning on")},
    FieldWords{"", "tenant", QT_TRANSLATE_NOOP("models::CommandForms", "Tenant"), nullptr, Source::Tenant},
    FieldWords{"", "job", QT_TRANSLATE_NOOP("models::CommandForms", "For the job"),
               QT_TRANSLATE_NOOP("models::CommandForms", "One that waits for it starts when it has arrived"),
               Source::Job},
    FieldWords{"", "chip_class", QT_TRANSLATE_NOOP("models::CommandForms", "Chip class"),
               QT_TRANSLATE_NOOP("models::CommandForms", "Without it: any"), Source::ChipClass},
    FieldWords{"", "placements", QT_TRANSLATE_NOOP("models::CommandForms", "Runs in"),
               QT_TRANSLATE_NOOP("models::CommandForms", "A pool and its cards a line: CN.… 400"),
               Source::Pool},
    FieldWords{
        "", "cards", QT_TRANSLATE_NOOP("models::CommandForms", "Cards, without a place"),
        QT_TRANSLATE_NOOP("models::CommandForms", "It waits; the course of the scenario finds a pool")},
    FieldWords{"", "parameters", QT_TRANSLATE_NOOP("models::CommandForms", "Parameters of the model"),
               nullptr, Source::None, 9, QT_TRANSLATE_NOOP("models::CommandForms", "billion")},
    FieldWords{"", "tokens", QT_TRANSLATE_NOOP("models::CommandForms", "Tokens"), nullptr, Source::None, 9,
               QT_TRANSLATE_NOOP("models::CommandForms", "billion")},
    FieldWords{"", "wan_bps", QT_TRANSLATE_NOOP("models::CommandForms", "Rate between its pools"),
               QT_TRANSLATE_NOOP("models::CommandForms", "From each of its pools to the next one")},
    FieldWords{"", "routing", QT_TRANSLATE_NOOP("models::CommandForms", "Paths are short in")},
    FieldWords{"", "utilisation_limit",
               QT_TRANSLATE_NOOP("models::CommandForms", "Limit of use after a single cut"), nullptr,
               Source::None, -2, "%"},
    FieldWords{"", "elements", QT_TRANSLATE_NOOP("models::CommandForms", "Elements"),
               QT_TRANSLATE_NOOP("models::CommandForms", "A kind and an identifier a line"), Source::Target},
    FieldWords{"", "method", QT_TRANSLATE_NOOP("models::CommandForms", "Method")},
};

struct WordWords
{
    std::string_view word;
    const char* text;
};

constexpr std::array kWordWords{
    WordWords{"conduit", QT_TRANSLATE_NOOP("models::CommandForms", "conduit")},
    WordWords{"link", QT_TRANSLATE_NOOP("models::CommandForms", "link")},
    WordWords{"interconnection", QT_TRANSLATE_NOOP("models::CommandForms", "interconnection point")},
    WordWords{"site", QT_TRANSLATE_NOOP("models::CommandForms", "site")},
    WordWords{"pool", QT_TRANSLATE_NOOP("models::CommandForms", "resource pool")},
    WordWords{"service_node", QT_TRANSLATE_NOOP("models::CommandForms", "service node")},
    WordWords{"province", QT_TRANSLATE_NOOP("models::CommandForms", "power of a province")},
    WordWords{"source", QT_TRANSLATE_NOOP("models::CommandForms", "data source")},
    WordWords{"identifier_service", QT_TRANSLATE_NOOP("models::CommandForms", "identifier service")},
    WordWords{"card", QT_TRANSLATE_NOOP("models::CommandForms", "card of a job")},
    WordWords{"intra_train", QT_TRANSLATE_NOOP("models::CommandForms", "intra-centre training")},
    WordWords{"cross_train", QT_TRANSLATE_NOOP("models::CommandForms", "inter-centre training")},
    WordWords{"ingest", QT_TRANSLATE_NOOP("models::CommandForms", "ingress")},
    WordWords{"infer", QT_TRANSLATE_NOOP("models::CommandForms", "inference")},
    WordWords{"batch", QT_TRANSLATE_NOOP("models::CommandForms", "batch")},
    WordWords{"delay", QT_TRANSLATE_NOOP("models::CommandForms", "latency")},
    WordWords{"metric", QT_TRANSLATE_NOOP("models::CommandForms", "the links' metric")},
    WordWords{"hops", QT_TRANSLATE_NOOP("models::CommandForms", "hops")},
    WordWords{"drain", QT_TRANSLATE_NOOP("models::CommandForms", "drain: traffic is moved away before")},
    WordWords{"shutdown", QT_TRANSLATE_NOOP("models::CommandForms", "shutdown: traffic is cut off")},
};

QString translated(const char* text)
{
    return text == nullptr ? QString() : QCoreApplication::translate("models::CommandForms", text);
}

QString of(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

FormField::Kind kindOf(const FieldSpec& spec)
{
    switch (spec.kind) {
    case FieldKind::Number:
    case FieldKind::Whole:
        return spec.name.ends_with("bps") ? FormField::Kind::Rate : FormField::Kind::Number;
    case FieldKind::Flag:
        return FormField::Kind::Flag;
    case FieldKind::Word:
        return FormField::Kind::Choice;
    case FieldKind::Moment:
        return FormField::Kind::Moment;
    case FieldKind::Texts:
        return FormField::Kind::Texts;
    case FieldKind::Placements:
        return FormField::Kind::Placements;
    case FieldKind::Targets:
        return FormField::Kind::Targets;
    case FieldKind::Text:
    case FieldKind::Adcode:
        break;
    }
    return FormField::Kind::Text;
}

FormField fieldOf(std::string_view action, const FieldSpec& spec)
{
    FormField out;
    out.name = of(spec.name);
    out.kind = kindOf(spec);
    out.isRequired = spec.isRequired;
    out.isWhole = spec.kind == FieldKind::Whole;
    out.least = spec.least;
    out.most = spec.most;
    for (const std::string_view word : spec.words) {
        out.words.append(of(word));
    }
    const auto words = std::ranges::find_if(kFieldWords, [&](const FieldWords& one) {
        return one.name == spec.name && (one.action.empty() || one.action == action);
    });
    if (words != kFieldWords.end()) {
        out.label = translated(words->label);
        out.help = translated(words->help);
        out.source = words->source;
        out.shift = words->shift;
        out.unit = *words->unit == 0 ? QString() : translated(words->unit);
    }
    if (spec.name == "with_sites") {
        out.onlyWith = QStringLiteral("what");
        out.onlyWithValue = QStringLiteral("province");
    }
    return out;
}

} // namespace

const FormField* CommandForm::field(const QString& fieldName) const
{
    const auto found = std::ranges::find(fields, fieldName, &FormField::name);
    return found == fields.end() ? nullptr : &*found;
}

CommandForm CommandForms::of(std::size_t action)
{
    static const auto names = []<std::size_t... I>(std::index_sequence<I...>) {
        return std::array{std::string(twin::scenario::actionName(Action(std::in_place_index<I>)))...};
    }(std::make_index_sequence<kActions>());
    CommandForm out;
    out.action = action;
    out.name = QString::fromStdString(names[action]);
    out.group = kWords[action].group;
    out.title = translated(kWords[action].title);
    out.help = translated(kWords[action].help);
    for (const FieldSpec& spec : twin::scenario::fieldsOf(action)) {
        out.fields.append(fieldOf(names[action], spec));
    }
    const bool isWork = names[action] == "planned_work";
    const QString moment = tr("2026-11-27 21:03 (UTC+8), or +1:30 from the scenario's beginning on");
    FormField at;
    at.name = QStringLiteral("at");
    at.kind = FormField::Kind::Moment;
    at.isRequired = isWork;
    at.label = tr("Begins");
    at.help = isWork ? moment : tr("Without it: with the scenario. %1").arg(moment);
    FormField until = at;
    until.name = QStringLiteral("until");
    until.label = tr("Ends");
    until.help = isWork ? moment : tr("Without it: never. %1").arg(moment);
    FormField note;
    note.name = QStringLiteral("note");
    note.label = tr("Note");
    out.fields << at << until << note;
    return out;
}

QList<CommandForm> CommandForms::all()
{
    QList<CommandForm> out;
    for (int group = 0; group < kCommandGroupCount; ++group) {
        for (std::size_t action = 0; action < kActions; ++action) {
            if (static_cast<int>(kWords[action].group) == group) {
                out.append(of(action));
            }
        }
    }
    return out;
}

QString CommandForms::title(std::size_t action)
{
    return translated(kWords[action].title);
}

CommandGroup CommandForms::group(std::size_t action)
{
    return kWords[action].group;
}

QString CommandForms::groupTitle(CommandGroup group)
{
    switch (group) {
    case Failures:
        return tr("Failures");
    case Network:
        return tr("Network");
    case Money:
        return tr("Money and energy");
    case Demand:
        return tr("Demand and jobs");
    case Works:
        break;
    }
    return tr("Works and rules");
}

QString CommandForms::word(const QString& word)
{
    const auto found = std::ranges::find_if(kWordWords, [&](const WordWords& one) {
        return word == QLatin1StringView(one.word.data(), static_cast<qsizetype>(one.word.size()));
    });
    return found == kWordWords.end() ? word : translated(found->text);
}

} // namespace models
