#include "models/discover/discover_model.h"

#include "models/format/format.h"

namespace models {

using twin::compute::parseQuery;

namespace {

constexpr int kRefresh_ms = 1'000; ///< tables that move faster cannot be read

} // namespace

DiscoverModel::DiscoverModel(SnapshotFeed& feed, std::shared_ptr<MomentMaker> moments,
                             const Language& language, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_moments(std::move(moments))
    , m_language(language)
    , m_table(language)
    , m_score(language)
    , m_refresh(kRefresh_ms, [this] { ask(); })
    , m_job([this](std::pair<quint64, DiscoverAnswerPtr> done) {
        if (done.first == m_asked) { // of an older text: the newer one is under way
            take(std::move(done.second));
        }
    })
{
    m_query = twin::compute::Query{}; // everything, by score
    connect(&feed, &SnapshotFeed::snapshotApplied, this, &DiscoverModel::follow);
    connect(&language, &Language::changed, this, [this] {
        m_table.retranslate();
        m_score.retranslate();
        Q_EMIT changed();
    });
}

void DiscoverModel::setQuery(const QString& text)
{
    if (text == m_text) {
        return;
    }
    m_text = text;
    const auto query = parseQuery(format::utf8(text));
    if (query) {
        m_query = *query;
        m_fault.reset();
        ++m_asked;
        m_isWaiting = true;
        if (m_isActive) {
            m_refresh.runNow(); // the newest text replaces one that waits
        }
    } else {
        m_query.reset();
        m_fault = query.error();
        m_isWaiting = false;
        ++m_asked; // what is under way is of another text
    }
    Q_EMIT changed();
}

void DiscoverModel::setActive(bool active)
{
    const bool wakes = active && !m_isActive;
    m_isActive = active;
    if (wakes) {
        m_refresh.runNow();
    }
}

void DiscoverModel::follow()
{
    if (m_isActive) {
        m_refresh.request();
    }
}

void DiscoverModel::ask()
{
    const twin::state::SnapshotPtr& snapshot = m_feed.snapshot();
    if (!snapshot || !m_query || !m_isActive) {
        return;
    }
    m_job.request([snapshot, query = *m_query, moments = m_moments, words = m_words, number = m_asked] {
        return std::pair(number, discoverAnswer(query, *moments->make(snapshot), words));
    });
}

void DiscoverModel::take(DiscoverAnswerPtr answer)
{
    const bool isFirst = m_isWaiting;
    m_isWaiting = false;
    m_words = answer->words;
    if (answer->error) {
        m_fault = *answer->error;
    } else {
        m_fault.reset();
        m_table.setAnswer(std::move(answer));
        showScore();
    }
    Q_EMIT changed();
    if (isFirst && !m_fault) {
        Q_EMIT answered();
    }
}

void DiscoverModel::setShown(const QString& offer)
{
    if (offer != m_shown) {
        m_shown = offer;
        showScore();
        Q_EMIT changed();
    }
}

void DiscoverModel::showScore()
{
    const int row = m_shown.isEmpty() ? -1 : m_table.rowOfOffer(m_shown);
    m_score.setScore(row < 0 ? std::nullopt : std::optional(m_table.offer(row).score));
}

QString DiscoverModel::summary() const
{
    const DiscoverAnswerPtr& answer = m_table.answer();
    if (!answer) {
        return {};
    }
    const QLocale& locale = m_language.locale();
    const auto count = [&](std::size_t value) {
        return format::count(std::uint64_t{value}, locale);
    };
    QStringList parts{tr("%1 of %2 offers match").arg(count(answer->matched), count(answer->considered))};
    if (answer->rows.size() < answer->matched) {
        parts << tr("the first %1 shown").arg(count(answer->rows.size()));
    }
    if (answer->unknown > 0) {
        parts << tr("%1 not known").arg(count(answer->unknown));
    }
    parts << tr("at %1").arg(format::clock(answer->time));
    return parts.join(QStringLiteral(" · "));
}

QueryCompletion DiscoverModel::complete(const QString& text, qsizetype cursor) const
{
    return completeQuery(text, cursor, m_words.get());
}

std::optional<QueryFaultText> DiscoverModel::fault() const
{
    return m_fault ? std::optional(QueryFaultText::of(*m_fault, m_text)) : std::nullopt;
}

} // namespace models
