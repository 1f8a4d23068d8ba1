#include "app/console/network_options.h"

#include "app/ctl/number_check.h"
#include "app/ctl/read_options.h"

#include <QCommandLineParser>

#include <algorithm>

namespace app::console {

namespace {

using ctl::OptionSpec;

QString nameOf(const OptionSpec& spec)
{
    return QString::fromStdString(spec.name).mid(2); // without its dashes
}

QString wordsOf(const OptionSpec& spec)
{
    QStringList words;
    for (const std::string& word : spec.choices) {
        words.append(QString::fromStdString(word));
    }
    return words.join(QStringLiteral(", "));
}

QString helpOf(const OptionSpec& spec)
{
    const QString bounds =
        spec.choices.empty() ? QString::fromStdString(ctl::rangeText(spec)) : wordsOf(spec);
    return QStringLiteral("Of a network file: %1 (%2) [%3].")
        .arg(QString::fromStdString(spec.help), bounds, QString::fromStdString(spec.fallback));
}

/// What is wrong with the value; empty: nothing.
QString problemOf(const OptionSpec& spec, const std::string& value)
{
    if (spec.choices.empty()) {
        return QString::fromStdString(ctl::numberProblem(spec, value));
    }
    return std::ranges::find(spec.choices, value) != spec.choices.end()
               ? QString()
               : QStringLiteral("'%1' is not one of %2").arg(QString::fromStdString(value), wordsOf(spec));
}

} // namespace

void addNetworkOptions(QCommandLineParser& parser)
{
    for (const OptionSpec& spec : ctl::readOptions()) {
        parser.addOption(QCommandLineOption(
            nameOf(spec), helpOf(spec), spec.choices.empty() ? QStringLiteral("N") : QStringLiteral("WORD")));
    }
}

twin::Result<twin::network::ReadOptions> networkOptions(const QCommandLineParser& parser)
{
    ctl::Args args;
    for (const OptionSpec& spec : ctl::readOptions()) {
        const std::string value =
            parser.isSet(nameOf(spec)) ? parser.value(nameOf(spec)).toStdString() : spec.fallback;
        if (const QString problem = problemOf(spec, value); !problem.isEmpty()) {
            return twin::failure(twin::ErrorCode::BadInput, spec.name + ": " + problem.toStdString());
        }
        args.values[spec.name] = {value};
    }
    return ctl::readOptionsOf(args);
}

} // namespace app::console
