#pragma once

#include "twin/state/snapshot.h"

#include <QColor>
#include <QList>
#include <QObject>
#include <QString>

class QPainter;
class QRectF;

namespace views {

/// The colours of one theme, read from resources/theme/{dark,light}.json; nothing else in the code names a
/// colour.
struct Tokens
{
    QColor bg0, bg1, bg2, land, line, text, dim, accent;
    QColor critical, major, minor, warning, indeterminate, normal;
    QColor differenceLow, differenceMid, differenceHigh;
    QList<QColor> utilisationStops; ///< equidistant from 0 to 1
    bool dark = true;
    bool outlineMajor = false; ///< the mark gets an outline in the text colour
    bool outlineMinor = false;

    /// Sequential ramp, `ratio` clamped to 0..1. Never a severity colour.
    [[nodiscard]] QColor utilisation(double ratio) const;
    [[nodiscard]] QColor severity(twin::state::Severity severity) const;
    [[nodiscard]] bool isOutlined(twin::state::Severity severity) const;
};

/// The current theme; one instance owned by the composition, passed by reference. Applies palette and style
/// sheet to the application. GUI thread.
class Theme final : public QObject
{
    Q_OBJECT

  public:
    enum class Variant { Dark, Light };

    explicit Theme(QObject* parent = nullptr, Variant variant = Variant::Dark);

    [[nodiscard]] const Tokens& tokens() const { return m_tokens; }

    [[nodiscard]] Variant variant() const { return m_variant; }

    void setVariant(Variant variant);

  Q_SIGNALS:
    void changed();

  private:
    void apply();

    Variant m_variant;
    Tokens m_tokens;
};

/// Shape and letter that join a severity's colour: ◆C ▲M ■m ●W ○? ✓.
[[nodiscard]] QString severityMark(twin::state::Severity severity);

/// Paints the shape alone (no font needed) into the square in the middle of `rect`.
void paintSeverityShape(QPainter& painter, const QRectF& rect, twin::state::Severity severity,
                        const Tokens& tokens);

} // namespace views
