#include "app/console/console_options.h"

#include "app/console/network_options.h"
#include "twin/desk/desk_entry.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace app::console {

namespace {

struct OptionText
{
    const char* name;
    const char* value; ///< empty = a flag
    const char* help;
    double min = 0; ///< of numbers, both ends included
    double max = 0;
};

constexpr double kLongest_s = 2'000'000;                ///< what a timer can count in milliseconds
constexpr double kLargestWhole = 9'007'199'254'740'991; ///< 2^53 - 1, like suanwangctl's
constexpr double kLeastJournal = 65'536;                ///< bytes, like suanwangctl's

constexpr std::array kOptions{
    OptionText{"demo", "",
               "Play the synthetic nation's telemetry (its registry too, unless a file is given)."},
    OptionText{"registry", "FILE",
               "Open a registry (.swr .json), a network (.gml .graphml .graph, SNDlib .txt .xml) or a state "
               "(.sws)."},
    OptionText{"listen", "HOST:PORT", "Take native telemetry here; beyond loopback only with TLS."},
    OptionText{"http", "HOST:PORT",
               "Take OTLP metrics, Prometheus remote-write and TMF642 alarms here; beyond loopback only with "
               "TLS."},
    OptionText{"snmp-traps", "HOST:PORT",
               "Take SNMPv2c and SNMPv3 traps here; beyond loopback only SNMPv3 with privacy."},
    OptionText{"snmp-access", "FILE", "Communities and SNMPv3 users; without it the community public."},
    OptionText{"nats", "URL", "Take native frames, gNMI and registries from NATS JetStream."},
    OptionText{"nats-consumer", "NAME",
               "Begins the names of the durable consumers; one per twin [suanwang]."},
    OptionText{"nats-credentials", "FILE", "A .creds file, or one line USER:PASSWORD."},
    OptionText{"kafka", "BROKERS", "Take the same from Kafka, HOST:PORT joined by commas."},
    OptionText{"kafka-group", "NAME", "Consumer group; one per twin [suanwang]."},
    OptionText{"kafka-config", "FILE", "Lines KEY=VALUE of librdkafka, for credentials and TLS."},
    OptionText{"mapping", "FILE",
               "What collectors' series and alarms mean; repeatable, without it the shipped ones."},
    OptionText{"tls-cert", "FILE", "This end's certificate chain (PEM)."},
    OptionText{"tls-key", "FILE", "This end's private key (PEM)."},
    OptionText{"tls-ca", "FILE", "Authorities whose client certificates are accepted (PEM)."},
    OptionText{"store", "STORE", "Keep everything here: a file (SQLite), or postgresql://…"},
    OptionText{"seat", "NAME", "Who writes here, in the shift log; at most 64 bytes [user@host]."},
    OptionText{"journal-bytes", "N",
               "Bound of the journal in bytes; without it 2 GiB (65536 to 9007199254740991).", kLeastJournal,
               kLargestWhole},
    OptionText{"journal-drop-oldest", "", "A full journal forgets its oldest batches instead of refusing."},
    OptionText{"save-state", "FILE", "Save the state (.sws) at the end; what `suanwangctl residual` opens."},
    OptionText{"basemap", "FILE", "Another map under the network (suanwang.basemap.v1)."},
    OptionText{"seconds", "N", "End after N seconds; 0 = when the window is closed (0 to 2000000).", 0,
               kLongest_s},
    OptionText{"screenshot", "FILE",
               "Once live, save a picture of the window, print the live counters and end."},
    OptionText{"after", "S", "Seconds from live to the screenshot (0 to 2000000) [3].", 0, kLongest_s},
    OptionText{"language", "L", "en or zh_CN."},
    OptionText{"theme", "T", "dark or light."},
    OptionText{"size", "WxH", "Size of the window, e.g. 1920x1080 (1024x640 to 16384x16384)."},
    OptionText{"seed", "S", "Seed of the demo's script (0 to 9007199254740991) [1].", 0, kLargestWhole},
    OptionText{"select", "ID", "Select this entity at the start; several joined by ';'."},
    OptionText{"workspace-reset", "", "Start with the default layout."},
    OptionText{"help", "", "Print this."},
    OptionText{"version", "", "Print the version."},
};

void addOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Operations console and digital twin of the computing-power internet."));
    for (const OptionText& option : kOptions) {
        parser.addOption(QCommandLineOption(QString::fromLatin1(option.name), QString::fromUtf8(option.help),
                                            QString::fromLatin1(option.value)));
    }
    addNetworkOptions(parser);
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The same as --registry FILE."),
                                 QStringLiteral("[FILE]"));
}

tl::unexpected<twin::Error> usage(const QString& reason)
{
    return twin::failure(twin::ErrorCode::BadInput, reason.toStdString());
}

bool isSameFile(const QString& a, const QString& b)
{
    const bool areThere = QFileInfo::exists(a) && QFileInfo::exists(b);
    return !a.isEmpty() && (a == b || (areThere && QFileInfo(a) == QFileInfo(b)));
}

/// A number within the bounds of the table; `fallback` when it is not given.
twin::Result<double> number(const QCommandLineParser& parser, const char* option, double fallback, bool whole)
{
    const QString name = QString::fromLatin1(option);
    if (!parser.isSet(name)) {
        return fallback;
    }
    const auto* spec = std::find_if(kOptions.begin(), kOptions.end(),
                                    [&](const OptionText& text) { return name == QLatin1String(text.name); });
    bool isNumber = false;
    const double value = parser.value(name).toDouble(&isNumber);
    const bool within = isNumber && value >= spec->min && value <= spec->max; // not a number: neither
    if (!within || (whole && std::floor(value) != value)) {
        return usage(QStringLiteral("--%1: '%2' is not a %3 from %4 to %5")
                         .arg(name, parser.value(name),
                              whole ? QStringLiteral("whole number") : QStringLiteral("number"),
                              QString::number(spec->min, 'f', 0), QString::number(spec->max, 'f', 0)));
    }
    return value;
}

twin::Result<QSize> size(const QString& text)
{
    const QStringList parts = text.split(u'x');
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (size.width() < 1024 || size.height() < 640 || size.width() > 16'384 || size.height() > 16'384) {
        return usage(
            QStringLiteral("--size: '%1' is not WIDTHxHEIGHT from 1024x640 to 16384x16384").arg(text));
    }
    return size;
}

twin::Result<QString> choice(const QCommandLineParser& parser, const QString& name,
                             const QStringList& choices)
{
    const QString value = parser.value(name);
    if (!value.isEmpty() && !choices.contains(value)) {
        return usage(QStringLiteral("--%1 is one of %2, not '%3'")
                         .arg(name, choices.join(QStringLiteral(", ")), value));
    }
    return value;
}

/// Texts that need no check of their own.
void readTexts(const QCommandLineParser& parser, ConsoleOptions& options)
{
    const auto value = [&parser](const char* name) {
        return parser.value(QString::fromLatin1(name));
    };
    options.demo = parser.isSet(QStringLiteral("demo"));
    options.file = value("registry");
    options.listen = value("listen");
    options.http = value("http");
    options.snmpTraps = value("snmp-traps");
    options.snmpAccess = value("snmp-access");
    options.nats = value("nats");
    options.natsCredentials = value("nats-credentials");
    options.kafka = value("kafka");
    options.kafkaConfig = value("kafka-config");
    for (const auto& [name, name_of] :
         {std::pair{"nats-consumer", &options.natsConsumer}, std::pair{"kafka-group", &options.kafkaGroup}}) {
        *name_of = parser.isSet(QString::fromLatin1(name)) ? value(name) : *name_of;
    }
    options.mapping = parser.values(QStringLiteral("mapping"));
    options.store = value("store");
    options.seat = value("seat").trimmed();
    options.saveState = value("save-state");
    options.journalDropOldest = parser.isSet(QStringLiteral("journal-drop-oldest"));
    options.tlsCertificate = value("tls-cert");
    options.tlsKey = value("tls-key");
    options.tlsAuthority = value("tls-ca");
    options.basemap = value("basemap");
    options.screenshot = value("screenshot");
    options.select = value("select");
    options.resetWorkspace = parser.isSet(QStringLiteral("workspace-reset"));
    options.help = parser.isSet(QStringLiteral("help"));
    options.version = parser.isSet(QStringLiteral("version"));
}

twin::Result<> readChecked(const QCommandLineParser& parser, ConsoleOptions& options)
{
    const auto runFor = number(parser, "seconds", 0, false);
    const auto after = number(parser, "after", options.after, false);
    const auto journal = number(parser, "journal-bytes", static_cast<double>(options.journalBytes), true);
    const auto seed = number(parser, "seed", static_cast<double>(options.seed), true);
    const auto language =
        choice(parser, QStringLiteral("language"), {QStringLiteral("en"), QStringLiteral("zh_CN")});
    const auto theme =
        choice(parser, QStringLiteral("theme"), {QStringLiteral("dark"), QStringLiteral("light")});
    for (const auto* value : {&runFor, &after, &journal, &seed}) {
        if (!*value) {
            return twin::failure(value->error());
        }
    }
    const auto network = networkOptions(parser);
    if (!network) {
        return twin::failure(network.error());
    }
    options.network = *network;
    if (!language || !theme) {
        return twin::failure(!language ? language.error() : theme.error());
    }
    options.seconds = *runFor;
    options.after = *after;
    options.journalBytes = static_cast<std::uint64_t>(*journal);
    options.seed = static_cast<std::uint64_t>(*seed);
    options.language = *language;
    options.theme = *theme;
    if (parser.isSet(QStringLiteral("size"))) {
        const auto wanted = size(parser.value(QStringLiteral("size")));
        if (!wanted) {
            return twin::failure(wanted.error());
        }
        options.size = *wanted;
    }
    return {};
}

} // namespace

twin::Result<ConsoleOptions> parseConsoleOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QStringList(QStringLiteral("suanwang")) + arguments)) {
        return usage(parser.errorText());
    }
    ConsoleOptions options;
    readTexts(parser, options);
    if (auto checked = readChecked(parser, options); !checked) {
        return twin::failure(checked.error());
    }
    const QStringList files = parser.positionalArguments();
    if (files.size() + (options.file.isEmpty() ? 0 : 1) > 1) {
        return usage(QStringLiteral("one file at a time"));
    }
    if (!files.isEmpty()) {
        options.file = files.first();
    }
    if (isSameFile(options.saveState, options.file) || isSameFile(options.saveState, options.store)) {
        return usage(QStringLiteral("--save-state would overwrite what this run reads"));
    }
    if (parser.isSet(QStringLiteral("seat"))) {
        if (auto seat = twin::desk::checkSeat(options.seat.toStdString()); !seat) {
            return usage(QStringLiteral("--seat: %1").arg(QString::fromStdString(seat.error().reason)));
        }
    }
    if (!options.screenshot.isEmpty() && !options.demo && options.file.isEmpty()) {
        return usage(QStringLiteral("--screenshot needs --demo or a file to show"));
    }
    return options;
}

bool takesTelemetry(const ConsoleOptions& options)
{
    return options.demo || !options.listen.isEmpty() || !options.http.isEmpty() ||
           !options.snmpTraps.isEmpty() || !options.nats.isEmpty() || !options.kafka.isEmpty();
}

QString consoleHelp()
{
    QCommandLineParser parser;
    addOptions(parser);
    // Whatever the file is called, and before there is an application whose name could be asked.
    static const QRegularExpression usage(QStringLiteral("^Usage: \\S+"));
    return parser.helpText().replace(usage, QStringLiteral("Usage: suanwang"));
}

} // namespace app::console
