#include "app/ctl/answer_text.h"
#include "app/ctl/command_table.h"
#include "app/ctl/json_text.h"
#include "app/transport/tcp_server.h"
#include "app/transport/tls_settings.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QUrl>

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kPatience_ms = 10'000;
constexpr qint64 kMaxAnswerBytes = 64 << 20;

twin::Result<QNetworkRequest> requestTo(const Args& args)
{
    const auto address = transport::parseListenAddress(args.text("--http"));
    if (!address) {
        return twin::failure(address.error());
    }
    QUrl url;
    url.setHost(QString::fromStdString(address->host));
    url.setPort(address->port);
    url.setPath(QStringLiteral("/status/sources"));
    url.setScheme(QStringLiteral("http"));
    QNetworkRequest request;
    const transport::TlsSettings tls{args.text("--tls-cert"), args.text("--tls-key"), args.text("--tls-ca")};
    if (tls.isOn()) {
        auto configuration = transport::sslConfiguration(tls);
        if (!configuration) {
            return twin::failure(std::move(configuration.error()));
        }
        url.setScheme(QStringLiteral("https"));
        request.setSslConfiguration(*configuration);
    }
    request.setUrl(url);
    request.setTransferTimeout(kPatience_ms);
    return request;
}

twin::Result<Json> ask(const Args& args)
{
    const auto request = requestTo(args);
    if (!request) {
        return twin::failure(request.error());
    }
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(network.get(*request));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    if (reply->error() != QNetworkReply::NoError) {
        return twin::failure(twin::ErrorCode::Io,
                             args.text("--http") + ": " + reply->errorString().toStdString());
    }
    Json answer = Json::parse(reply->read(kMaxAnswerBytes).toStdString(), nullptr, false);
    if (!answer.is_object() || !answer.contains("sources")) {
        return twin::failure(twin::ErrorCode::BadInput, args.text("--http") + " is no twin of ours");
    }
    return answer;
}

/// Rows to read: the sources, and below them what nobody mapped.
Json tables(const Json& answer)
{
    Json sources = Json::array();
    Json unmapped = Json::array();
    for (const Json& source : answer["sources"]) {
        Json row;
        for (const char* field :
             {"name", "connected", "received", "applied", "merged", "late", "duplicate", "refused"}) {
            row[field] = source.value(field, Json());
        }
        const Json alarms = source.value("alarms", Json::object());
        row["alarms"] = alarms.value("received", Json());
        row["alarms_refused"] = alarms.value("refused", Json());
        row["unmapped"] = source.value("refused_for", Json::object()).value("unmapped", 0U);
        sources.push_back(std::move(row));
        for (const Json& series : source.value("unmapped", Json::array())) {
            unmapped.push_back({{"metric", series.value("metric", "")},
                                {"points", series.value("points", Json())},
                                {"source", source.value("name", "")},
                                {"problem", series.value("problem", "")}});
        }
    }
    Json out{{"mapping_rules", answer["mapping"].value("rules", Json())}};
    if (const std::string error = answer["mapping"].value("error", ""); !error.empty()) {
        out["mapping_error"] = error;
    }
    out["sources"] = std::move(sources);
    out["unmapped"] = std::move(unmapped);
    return out;
}

/// The rule to start from for one metric, wherever it came from.
int suggest(const Json& answer, const std::string& metric)
{
    for (const Json& source : answer["sources"]) {
        for (const Json& series : source.value("unmapped", Json::array())) {
            if (series.value("metric", "") == metric && series.contains("rule")) {
                printLine(series["rule"].dump(2, ' ', false, Json::error_handler_t::replace));
                return kDone;
            }
        }
    }
    report({twin::ErrorCode::Invalid, "no series or alarm '" + metric + "' is without a mapping", {}, 0, 0});
    return kNo;
}

int sources(const Args& args)
{
    int argc = 1;
    char name[] = "suanwangctl";
    char* argv[] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    const auto answer = ask(args);
    if (!answer) {
        return report(answer.error());
    }
    if (args.has("--suggest")) {
        return suggest(*answer, args.text("--suggest"));
    }
    if (args.json) {
        printLine(jsonText(*answer));
    } else {
        printAnswer(tables(*answer), false);
    }
    return kDone;
}

} // namespace

Command sourcesCommand()
{
    using Kind = OptionSpec::Kind;
    Command command;
    command.name = "sources";
    command.help =
        "Ask a running twin who sends to it, what became of it, and which series and alarms no rule takes";
    command.options = {
        {"--http", "HOST:PORT that the twin was given as --http", Kind::Text, true, ""},
        {"--suggest", "Print a mapping rule to start from for this unmapped metric or alarm", Kind::Text,
         false, ""},
        {"--tls-cert", "PEM certificate chain; needed beyond loopback", Kind::Text, false, ""},
        {"--tls-key", "PEM private key", Kind::Text, false, ""},
        {"--tls-ca", "PEM authorities whose certificates are accepted", Kind::Text, false, ""},
    };
    command.run = sources;
    return command;
}

} // namespace app::ctl
