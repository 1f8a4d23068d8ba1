#pragma once

#include "views/view_context.h"

#include <QList>
#include <QWidget>

#include <array>

class QLabel;
class QToolButton;

namespace views {

class SeverityCounter;

/// The strip on top, 36 px: key figures left, health of the telemetry right, mode and clock last. On a narrow
/// window date, brand and captions give way first, then what says little (fit()); figures never.
class StatusStrip final : public QWidget
{
    Q_OBJECT

  public:
    explicit StatusStrip(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();
    /// Said beside the brand.
    void setWorkspace(const QString& name);

  Q_SIGNALS:
    void attentionRequested();

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    /// A figure and the words that say what it is.
    struct Item
    {
        QLabel* caption = nullptr;
        QLabel* value = nullptr;
    };

    Item addItem(const QString& name);
    void addSeverities();
    void update();
    void fit();
    /// Leaves out the first `steps` of what gives way.
    void giveWay(int steps);
    /// Room the rest needs then.
    [[nodiscard]] int neededWidth(int steps) const;
    [[nodiscard]] QString clockAt(int steps) const;
    [[nodiscard]] static QString badgeAt(int steps);

    const ViewContext& m_context;
    QString m_workspace;
    QLabel* m_brand;
    QLabel* m_synthetic;
    QLabel* m_mode;
    QLabel* m_clock;
    Item m_compute;
    Item m_backbone;
    Item m_samples;
    Item m_lag;
    Item m_dropped;
    Item m_sources;
    std::array<SeverityCounter*, 6> m_counters{};
    QList<QLabel*> m_captions; ///< in the order in which they give way
};

} // namespace views
