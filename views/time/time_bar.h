#pragma once

#include "views/view_context.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace views {

class TimeTrack;

/// The bar of time at the bottom: LIVE, FIXED or REPLAY in plain colour, the moment (typed or copied there),
/// the player with its speed, the track, and how much of the past it shows. Moving any of it moves the whole
/// console.
class TimeBar final : public QWidget
{
    Q_OBJECT

  public:
    explicit TimeBar(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();
    /// Puts the cursor where a moment or a range is typed.
    void editMoment();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void arrange();
    void connectModels();
    void bindActions();
    void refresh();
    void refreshMoment();
    void takeTyped();
    void sayNothingThere(int direction);
    void fillSpeeds();
    void fillSpans();
    void copyRange();

    const ViewContext& m_context;
    QLabel* m_mode;
    QLineEdit* m_moment;
    QComboBox* m_speed;
    TimeTrack* m_track;
    QComboBox* m_span;
    QWidget* m_player; ///< the player's buttons
    QTimer m_timer;
};

} // namespace views
